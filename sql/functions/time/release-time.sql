-- RFC 3339; what JavaScript prints for a Date, without the name of the zone after it; or whole seconds since 1970. A
-- wrong weekday does not matter.
create function em.release_time(value jsonb)
returns timestamp
language plpgsql immutable parallel safe
as $$
declare
  written constant text := case jsonb_typeof(value) when 'string' then value #>> '{}' end;
  parts text[];
  seconds numeric;
begin
  if written ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T' then
    return em.carried_time(value);
  end if;

  if written ~ '^[-+]?0*[0-9]{1,19}$' then
    seconds := written::numeric;
    return case
      when seconds between -210866803200 and 9224318015999
      then timestamp '1970-01-01'
        + make_interval(days => div(seconds, 86400)::integer, secs => mod(seconds, 86400)::double precision)
      when seconds between -9223372036854775808 and 9223372036854775807 then 'infinity'
    end;
  end if;

  parts := regexp_match(
    written,
    '^([A-Za-z]{3}) +([A-Za-z]{3}) +([0-9]{2}) +([0-9]{4})'
      || ' +([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:[.,]([0-9]+))? +GMT([-+])([0-9]{2})([0-9]{2})$');
  -- Go takes distances from UTC of up to 24:60.
  if parts is null
    or lower(parts[1]) <> all (array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
    or parts[10]::integer > 24
    or parts[11]::integer > 60
  then
    return null;
  end if;
  return em.timestamp_or_null(
      parts[4]::integer,
      array_position(
        array['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
        lower(parts[2])),
      parts[3]::integer, parts[5]::integer, parts[6]::integer, parts[7]::integer)
    + left(rpad(coalesce(parts[8], '0'), 6, '0'), 6)::integer * interval '1 microsecond'
    - (parts[9] || '1')::integer * make_interval(hours => parts[10]::integer, mins => parts[11]::integer);
end
$$;

comment on function em.release_time(jsonb) is
  'The time of a release that a JSON value gives, in UTC: RFC 3339, as JavaScript prints a Date, or whole seconds '
  'since 1970, each as a text. NULL when it is none of these; infinity for seconds beyond all that a column can hold.';
