create function em.trim_space(value text)
returns text
language sql immutable parallel safe
as $$
  select btrim(value, em.white_space())
$$;

comment on function em.trim_space(text) is
  'A text without the whitespace at its ends, as Unicode defines it (Go''s strings.TrimSpace). NULL gives NULL.';
