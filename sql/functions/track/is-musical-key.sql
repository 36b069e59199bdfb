create function em.is_musical_key(value text)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(value = any (em.musical_keys()), false)
$$;

comment on function em.is_musical_key(text) is
  'Whether a text is a musical key, in its exact spelling.';
