create function em.lower(value text)
returns text
language sql immutable parallel safe
as $$
  select case when em.is_ascii(value) then em.ascii_lower(value) else em.unicode_lower(value) end
$$;

comment on function em.lower(text) is
  'Lower case as Python''s str.lower() gives it, whatever the database''s locale (final sigma and dotted İ included).';
