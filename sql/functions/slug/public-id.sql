create function em.public_id(value jsonb)
returns numeric
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'number' then trunc(value::numeric)
    when 'string' then coalesce(
      em.hashid_number(value #>> '{}'),
      case
        when value #>> '{}' ~ '^[-+]?0*[0-9]{1,19}$'
          and (value #>> '{}')::numeric between -9223372036854775808 and 9223372036854775807
        then (value #>> '{}')::numeric
      end
    )
  end
$$;

comment on function em.public_id(jsonb) is
  'An id as clients give it: a number, whose fraction does not count, or a text with a hashid or a decimal number. '
  'NULL for all else.';
