-- RFC 3339, or a date, one space and a time of day without a zone, which is UTC. A comma may stand for the point before
-- the fraction, and after a space the hour may have one digit.
create function em.carried_time(value jsonb)
returns timestamp
language plpgsql immutable parallel safe
as $$
declare
  parts text[];
begin
  if jsonb_typeof(value) is distinct from 'string' then
    return null;
  end if;
  parts := regexp_match(
    value #>> '{}',
    '^([0-9]{4})-([0-9]{2})-([0-9]{2})'
      || '(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:[.,]([0-9]+))?(?:Z|([-+])([0-9]{2}):([0-9]{2}))'
      || '| ([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:[.,]([0-9]+))?)$');
  -- Go takes distances from UTC of up to 24:60.
  if parts is null or parts[9]::integer > 24 or parts[10]::integer > 60 then
    return null;
  end if;
  -- Go keeps nanoseconds and its driver cuts them to microseconds.
  return em.timestamp_or_null(
      parts[1]::integer, parts[2]::integer, parts[3]::integer,
      coalesce(parts[4], parts[11])::integer,
      coalesce(parts[5], parts[12])::integer,
      coalesce(parts[6], parts[13])::integer)
    + left(rpad(coalesce(parts[7], parts[14], '0'), 6, '0'), 6)::integer * interval '1 microsecond'
    - coalesce((parts[8] || '1')::integer, 1)
      * make_interval(hours => coalesce(parts[9], '0')::integer, mins => coalesce(parts[10], '0')::integer);
end
$$;

comment on function em.carried_time(jsonb) is
  'The time that a JSON value of the genesis range carries, in UTC and to the microsecond; NULL when it is not a '
  'readable time.';
