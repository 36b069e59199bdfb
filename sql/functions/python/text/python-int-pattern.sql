create function em.python_int_pattern()
returns text
language sql immutable parallel safe
as $$
  select replace(
    '^s*[-+]?[0-9]+(_[0-9]+)*s*$',
    's',
    U&'[\0009-\000D \0085\00A0\1680\2000-\200A\2028\2029\202F\205F\3000]'
  )
$$;

comment on function em.python_int_pattern() is
  'What Python''s int() accepts, with ASCII digits. Around the number it accepts all whitespace but U+001C to U+001F.';
