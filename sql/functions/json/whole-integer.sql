create function em.whole_integer(value jsonb)
returns integer
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(value) = 'number' and trunc(value::numeric) between -2147483648 and 2147483647
    then trunc(value::numeric)::integer
  end
$$;

comment on function em.whole_integer(jsonb) is
  'A JSON number without its fraction as an integer; NULL where the value is not a number, or is beyond the integers '
  'of a column.';
