-- Digits of other scripts become U+E000 to U+E009 for the match: strptime takes them in some places and not in others.
create or replace function em.release_date_or_infinity(value text) returns timestamp
language plpgsql immutable parallel safe
as $$
declare
  script_zero constant text := U&'\E000\E001\E002\E003\E004\E005\E006\E007\E008\E009';
  months constant text[] := array['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
  lowered text := value;
  parts text[];
  found timestamp;
  time_offset interval;
  unix_seconds numeric;
begin
  if value = '' or value is null then
    return null;
  end if;
  if not em.is_ascii(value) then
    if value ~ U&'[\E000-\E009]' then
      return null;
    end if;
    lowered := translate(value, em.foreign_digits(), repeat(script_zero, length(em.foreign_digits()) / 10));
  end if;
  lowered := em.ascii_lower(lowered);

  -- %Y-%m-%dT%H:%M:%S.%fZ
  parts := regexp_match(lowered, em.iso_release_date_pattern());
  if parts is not null then
    parts := translate(parts::text, script_zero, '0123456789')::text[];
    found := em.timestamp_or_null(
      parts[1]::integer, parts[2]::integer, parts[3]::integer, parts[4]::integer, parts[5]::integer, parts[6]::integer)
      + make_interval(secs => rpad(parts[7], 6, '0')::integer / 1000000.0);
    -- The conversion to UTC looks a day back, and there is none before the first of year 1.
    return case when found >= '0001-01-02' then found end;
  end if;

  -- %a %b %d %Y %H:%M:%S GMT%z
  parts := regexp_match(lowered, em.javascript_release_date_pattern());
  if parts is not null then
    found := em.timestamp_or_null(
      translate(parts[3], script_zero, '0123456789')::integer,
      array_position(months, parts[1]),
      translate(parts[2], script_zero, '0123456789')::integer,
      translate(parts[4], script_zero, '0123456789')::integer,
      translate(parts[5], script_zero, '0123456789')::integer,
      translate(parts[6], script_zero, '0123456789')::integer);
    if parts[7] = 'z' then
      return case when right(value, 1) = 'Z' then found end;
    end if;
    time_offset := em.strptime_offset(parts[7]);
    return case
      when found - time_offset between '0001-01-01' and '9999-12-31 23:59:59.999999' then found - time_offset
      when found - time_offset is not null then 'infinity'
    end;
  end if;

  unix_seconds := em.python_int(value);
  return case
    when unix_seconds between -62135510400 and 253402300799
      then timestamp '1970-01-01' + make_interval(secs => unix_seconds::double precision)
    when unix_seconds not between -67768040609740800 and 67768036191676799 then 'infinity'
  end;
end
$$;

comment on function em.release_date_or_infinity(text) is
  'em.release_date, but infinity where the indexer broke on a time that is out of its range.';
