-- RFC 3339, or a date, one space and a time of day without a zone, which is UTC. A comma may stand for the point before
-- the fraction, and after a space the hour may have one digit.
create function em.carried_time(value jsonb)
returns timestamp
language plpgsql immutable strict parallel safe
as $$
declare
  -- Brought to the form 2026-11-26T09:30:00.25+01:00, whose parts stand at fixed places. Patterns that capture parts
  -- cost ten times as much.
  written text := case when jsonb_typeof(value) = 'string' then value #>> '{}' end;
  zone_length integer := 1;
  -- The fraction of a second, less the distance from UTC.
  beyond interval := interval '0';
begin
  if written is null then
    return null;
  end if;

  -- Almost all are in UTC and no finer than a timestamp.
  if written ~ (em.usual_time_pattern() || '(?:[.][0-9]{1,6})?Z$') then
    return written::timestamp;
  end if;

  if written ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?$' then
    written := left(written, 10) || 'T' || case when substr(written, 13, 1) = ':' then '0' else '' end
      || substr(written, 12) || 'Z';
  elsif written !~ (
    '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?'
    || '(?:Z|[-+][0-9]{2}:[0-9]{2})$'
  ) then
    return null;
  end if;

  if right(written, 1) <> 'Z' then
    zone_length := 6;
    -- Go takes distances from UTC of up to 24:60.
    if left(right(written, 5), 2)::integer > 24 or right(written, 2)::integer > 60 then
      return null;
    end if;
    beyond := make_interval(
        hours => left(right(written, 5), 2)::integer,
        mins => right(written, 2)::integer
      ) * case when left(right(written, 6), 1) = '-' then 1 else -1 end;
  end if;

  -- Go keeps nanoseconds and its driver cuts them to microseconds.
  beyond := beyond
    + left(rpad(substr(written, 21, greatest(length(written) - 20 - zone_length, 0)), 6, '0'), 6)::integer
      * interval '1 microsecond';

  return em.timestamp_or_null(
      left(written, 4)::integer,
      substr(written, 6, 2)::integer,
      substr(written, 9, 2)::integer,
      substr(written, 12, 2)::integer,
      substr(written, 15, 2)::integer,
      substr(written, 18, 2)::integer)
    + beyond;
end
$$;

comment on function em.carried_time(jsonb) is
  'The time that a JSON value of the genesis range carries, in UTC and to the microsecond; NULL when it is not a '
  'readable time.';
