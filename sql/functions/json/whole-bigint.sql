-- Go reads every number as a double, and makes of it the integer that the double is to its last digit, where jsonb has
-- its shortest digits. The bounds are halfway from the last doubles that a column can hold to the next ones.
create function em.whole_bigint(value jsonb)
returns bigint
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(value) = 'number'
      and value::numeric > -9223372036854776832
      and value::numeric < 9223372036854775296
    then trunc(value::numeric)::double precision::bigint
  end
$$;

comment on function em.whole_bigint(jsonb) is
  'A JSON number without its fraction as a bigint; NULL where the value is not a number, or is beyond the integers of '
  'a column.';
