create function em.bigint(value jsonb)
returns bigint
language sql immutable parallel safe
as $$
  select case when em.integer_in(value, -9223372036854775808, 9223372036854775807) then value::bigint end
$$;

comment on function em.bigint(jsonb) is
  'The integer of a JSON number that is integral and fits int8; NULL for anything else.';
