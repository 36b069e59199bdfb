-- ASCII text is most text, and needs no Unicode tables: every character is one byte long.
create function em.is_ascii(value text)
returns boolean
language sql immutable parallel safe
as $$
  select octet_length(value) = char_length(value)
$$;

comment on function em.is_ascii(text) is
  'Whether a text holds only ASCII characters (the database is UTF-8). NULL gives NULL.';
