create function em.positive_integer(value jsonb)
returns integer
language sql immutable parallel safe
as $$
  select case when em.is_integer_literal(value) and em.integer_in(value, 1, 2147483647) then value::integer end
$$;

comment on function em.positive_integer(jsonb) is
  'A JSON integer above 0 that fits int4; NULL for anything else.';
