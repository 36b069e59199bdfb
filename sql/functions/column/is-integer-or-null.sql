create function em.is_integer_or_null(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select jsonb_typeof(value) = 'null' or em.integer_in(value, -2147483648, 2147483647)
$$;

comment on function em.is_integer_or_null(jsonb) is
  'Whether an integer column takes the value: an integral JSON number that fits int4, or null. Not true for a missing '
  'member.';
