create function em.white_space()
returns text
language sql immutable parallel safe
as $$
  select U&'\0009\000A\000B\000C\000D\0020\0085\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000'
$$;

comment on function em.white_space() is
  'The characters that Unicode calls White_Space (Go''s unicode.IsSpace), as one text for btrim.';
