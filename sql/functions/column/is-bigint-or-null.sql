create function em.is_bigint_or_null(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select jsonb_typeof(value) = 'null' or em.integer_in(value, -9223372036854775808, 9223372036854775807)
$$;

comment on function em.is_bigint_or_null(jsonb) is
  'Whether a bigint column takes the value: an integral JSON number that fits int8, or null. Not true for a missing '
  'member.';
