create function em.can_name_track(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'number' then true
    when 'null' then true
    when 'string' then
      case
        when value #>> '{}' ~ '^[ \t\n\v\f\r]*[-+]?0*[0-9]{1,10}[ \t\n\v\f\r]*$'
          then (value #>> '{}')::bigint between -2147483648 and 2147483647
        else false
      end
    else value is null
  end
$$;

comment on function em.can_name_track(jsonb) is
  'Whether a track can be looked up by a JSON value, found or not: a number, a text that spells an integer, null, or a '
  'missing member (NULL).';
