create function em.whitespace_ranges()
returns text
language sql immutable parallel safe
as $$
  select U&'\0009-\000D\001C-\0020\0085\00A0\1680\2000-\200A\2028\2029\202F\205F\3000'
$$;

comment on function em.whitespace_ranges() is
  'The characters of em.whitespace, as ranges for a pattern.';
