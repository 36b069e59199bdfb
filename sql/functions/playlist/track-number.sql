create function em.track_number(value jsonb)
returns integer
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(value) = 'number' then em.integer(value)
    when value #>> '{}' ~ '^[ \t\n\v\f\r]*[-+]?0*[0-9]{1,10}[ \t\n\v\f\r]*$' then
      case
        when (value #>> '{}')::bigint between -2147483648 and 2147483647 then (value #>> '{}')::integer
      end
  end
$$;

comment on function em.track_number(jsonb) is
  'The track id that an item of a playlist gives: a JSON number or, since the network takes these too, a text that '
  'spells one. NULL when it does not fit int4.';
