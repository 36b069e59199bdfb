create function em.integer_in(value jsonb, low bigint, high bigint)
returns boolean
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(value) = 'number' then value::numeric % 1 = 0 and value::numeric between low and high
    else false
  end
$$;

comment on function em.integer_in(jsonb, bigint, bigint) is
  'Whether a JSON value is an integral number from low to high, both included.';
