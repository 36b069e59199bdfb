create function em.compares_with_ids(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'number' then true
    when 'string' then
      case
        when value #>> '{}' ~ '^[ \t\n\v\f\r]*[-+]?0*[0-9]{1,10}[ \t\n\v\f\r]*$'
          then (value #>> '{}')::bigint between -2147483648 and 2147483647
        else false
      end
    else false
  end
$$;

comment on function em.compares_with_ids(jsonb) is
  'Whether a query can compare the value with an integer column, as Python has Postgres do: a number, or a string that '
  'spells an integer of 32 bits.';
