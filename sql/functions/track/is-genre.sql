create function em.is_genre(value text)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(value = any (em.genres()), false)
$$;

comment on function em.is_genre(text) is
  'Whether a text is a genre that a track may have, in its exact spelling.';
