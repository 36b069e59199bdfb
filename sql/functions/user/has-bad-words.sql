create function em.has_bad_words(value text)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(em.folded(value) ~ em.bad_words(), false)
$$;

comment on function em.has_bad_words(text) is
  'Whether a handle or name, in whatever letters, contains a word that impersonates the network.';
