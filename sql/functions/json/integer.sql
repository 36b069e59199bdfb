create function em.integer(value jsonb)
returns integer
language sql immutable parallel safe
as $$
  select case when em.integer_in(value, -2147483648, 2147483647) then value::integer end
$$;

comment on function em.integer(jsonb) is
  'The integer of a JSON number that is integral and fits int4; NULL for anything else.';
