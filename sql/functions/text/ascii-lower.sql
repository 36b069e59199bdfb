-- A function of its own, so that its collation does not spread to the expression it is used in.
create function em.ascii_lower(value text)
returns text
language sql immutable parallel safe
as $$
  select lower(value collate "C")
$$;

comment on function em.ascii_lower(text) is
  'A text with A to Z in lower case, whatever the database''s locale; other characters stay unchanged.';
