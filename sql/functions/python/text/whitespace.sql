create function em.whitespace()
returns text
language sql immutable parallel safe
as $$
  select U&'\0009\000A\000B\000C\000D\001C\001D\001E\001F\0020\0085\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000'
$$;

comment on function em.whitespace() is
  'The characters that Python counts as whitespace (str.isspace, and \s in a pattern), as one text for btrim.';
