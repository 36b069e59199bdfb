-- jsonb forgets whether a number was written with an exponent, which makes it a float to Python. JavaScript writes
-- integers with one from 1e21 on, so these count as floats.
create function em.is_integer_literal(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(
    jsonb_typeof(value) = 'number' and position('.' in value::text) = 0 and abs(value::numeric) < 1e21,
    false
  )
$$;

comment on function em.is_integer_literal(jsonb) is
  'Whether the value is a number written without a fraction: an int to Python, where 3.0 is a float.';
