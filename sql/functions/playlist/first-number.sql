create function em.first_number(value jsonb, otherwise jsonb)
returns numeric
language sql immutable parallel safe
as $$
  select case 'number'
    when jsonb_typeof(value) then trunc(value::numeric)
    when jsonb_typeof(otherwise) then trunc(otherwise::numeric)
  end
$$;

comment on function em.first_number(jsonb, jsonb) is
  'The first of two JSON values that is a number, without its fraction; NULL where neither is.';
