create function em.strip(value text)
returns text
language sql immutable parallel safe
as $$
  select btrim(value, em.whitespace())
$$;

comment on function em.strip(text) is
  'A text without the whitespace at its ends, as Python''s str.strip(). NULL gives NULL.';
