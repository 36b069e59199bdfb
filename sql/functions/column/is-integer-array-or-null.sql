create function em.is_integer_array_or_null(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select jsonb_typeof(value) = 'null' or em.is_integer_array(value)
$$;

comment on function em.is_integer_array_or_null(jsonb) is
  'Whether an integer[] column takes the value: a list of integers that fit int4, or null.';
