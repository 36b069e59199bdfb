create function em.is_whole_in(value jsonb, low bigint, high bigint)
returns boolean
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'number' then scale(value::numeric) = 0 and value::numeric between low and high
    when 'string' then value #>> '{}' ~ '^-?[0-9]{1,19}$'
      and (value #>> '{}')::numeric between low and high
    else false
  end
$$;

comment on function em.is_whole_in(jsonb, bigint, bigint) is
  'Whether a JSON value is a number from low to high, both included, that is written without a fraction (5.0 is not), '
  'or a text of its digits, as protobuf writes a large one.';
