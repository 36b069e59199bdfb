create function em.compared_integer(value jsonb)
returns integer
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(value) = 'number' then em.integer(value)
    when jsonb_typeof(value) = 'string' and em.spelled_integer(value #>> '{}') between -2147483648 and 2147483647
      then em.spelled_integer(value #>> '{}')::integer
  end
$$;

comment on function em.compared_integer(jsonb) is
  'The integer of the rows that Python finds when it has Postgres compare an integer column with the value: a number, '
  'or a text that spells one. NULL where it finds no row: for a fraction, and for what does not fit int4.';
