-- An ICU library older than Python's Unicode 14 leaves the young capitals unchanged; a newer one has lower-cased them
-- already, and then translate finds nothing.
create function em.unicode_lower(value text)
returns text
language sql immutable parallel safe
as $$
  select translate(lower(value collate "und-x-icu"), em.young_capitals(), em.young_small_letters())
$$;

comment on function em.unicode_lower(text) is
  'The general case of em.lower, for text of any script.';
