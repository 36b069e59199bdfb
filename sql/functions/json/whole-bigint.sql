create function em.whole_bigint(value jsonb)
returns bigint
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(value) = 'number' and trunc(value::numeric) between -9223372036854775808 and 9223372036854775807
    then trunc(value::numeric)::bigint
  end
$$;

comment on function em.whole_bigint(jsonb) is
  'A JSON number without its fraction as a bigint; NULL where the value is not a number, or is beyond the integers of '
  'a column.';
