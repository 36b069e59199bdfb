create function em.compares_with_ids(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'number' then true
    when 'string' then em.compared_integer(value) is not null
    else false
  end
$$;

comment on function em.compares_with_ids(jsonb) is
  'Whether a query can compare the value with an integer column, as Python has Postgres do: a number, or a string that '
  'spells an integer of 32 bits.';
