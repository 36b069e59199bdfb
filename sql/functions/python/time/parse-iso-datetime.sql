create function em.parse_iso_datetime(value text, out written timestamp, out instant timestamp)
language plpgsql immutable parallel safe
as $$
declare
  parts text[] := regexp_match(value, em.iso_datetime_pattern());
  fraction text := coalesce(parts[10], parts[14]);
  is_basic boolean := parts[11] is not null;
  time_offset interval;
begin
  if parts is null
    -- A blank before the offset passes after six digits of fraction or after no fraction.
    or parts[15] = ' ' and (parts[16] is null or length(fraction) < 6)
    -- After 1030 or 103015, Postgres takes "-" for the start of another date.
    or is_basic and fraction is null and parts[17] = '-'
  then
    return;
  end if;
  written := em.timestamp_or_null(
    coalesce(parts[1], parts[4])::integer,
    coalesce(parts[2], parts[5])::integer,
    coalesce(parts[3], parts[6])::integer,
    coalesce(parts[7], parts[11], '0')::integer,
    coalesce(parts[8], parts[12], '0')::integer,
    coalesce(parts[9], parts[13], '0')::integer
  );
  time_offset := make_interval(
    hours => coalesce(parts[18], '0')::integer,
    mins => coalesce(parts[19], parts[20], '0')::integer,
    secs => coalesce(parts[21], '0')::integer
  );
  if parts[17] = '-' then
    time_offset := - time_offset;
  end if;
  -- Python cuts the fraction of a second after six digits, Postgres rounds it.
  instant := written - time_offset + left(rpad(coalesce(fraction, '0'), 6, '0'), 6)::integer * interval '1 microsecond';
  written := written + round(('0.' || coalesce(fraction, '0'))::double precision * 1000000) * interval '1 microsecond';
end
$$;

comment on function em.parse_iso_datetime(text) is
  'A time in ISO 8601: as it is written, its offset from UTC dropped (this is stored), and as an instant in UTC (this '
  'is compared). Both NULL when the text is not such a time, or cannot be stored.';
