-- RFC 3339, or the same without a zone, which is UTC: what Go's time.Parse reads by these two layouts. Go judges by
-- it, but hands the text to Postgres, which takes no comma before the fraction, no distance from UTC of 16 hours or
-- more, and no longer text, and rounds to microseconds.
create function em.end_date(value text, out written timestamp, out instant timestamp)
language plpgsql immutable parallel safe
as $$
declare
  parts constant text[] := regexp_match(
    value,
    '^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,123}))?'
      || '(?:Z|([-+])([0-9]{2}):([0-9]{2}))?$'
  );
begin
  if parts is null or parts[9]::integer > 15 or parts[10]::integer > 59 then
    return;
  end if;
  written := em.timestamp_or_null(
      parts[1]::integer, parts[2]::integer, parts[3]::integer, parts[4]::integer, parts[5]::integer, parts[6]::integer)
    + make_interval(secs => ('0.' || coalesce(parts[7], '0'))::double precision);
  instant := written - coalesce((parts[8] || '1')::integer, 1)
    * make_interval(hours => coalesce(parts[9], '0')::integer, mins => coalesce(parts[10], '0')::integer);
end
$$;

comment on function em.end_date(text) is
  'When an event ends: as it is written, without its distance from UTC (what is stored), and as an instant in UTC '
  '(what is compared). Both NULL where the text is not a time.';
