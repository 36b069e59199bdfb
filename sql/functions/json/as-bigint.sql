create function em.as_bigint(value jsonb) returns bigint
language sql immutable parallel safe
as $$
  select case
    when em.integer_in(value, -9223372036854775808, 9223372036854775807) then value::bigint
  end
$$;

comment on function em.as_bigint(jsonb) is
  'The integer that a JSON value is (see em.is_integer); NULL when it is none or does not fit a bigint.';
