create function em.is_genre_name(handle_lower text)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(handle_lower = any (em.genre_names()), false)
$$;

comment on function em.is_genre_name(text) is
  'Whether a handle in lower case is the name of a genre.';
