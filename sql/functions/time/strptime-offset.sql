create or replace function em.strptime_offset(value text) returns interval
language plpgsql immutable parallel safe
as $$
declare
  parts text[] := regexp_match(value, em.strptime_offset_pattern());
  microseconds bigint;
begin
  if parts is null then
    return null;
  end if;
  parts := translate(parts::text, U&'\E000\E001\E002\E003\E004\E005\E006\E007\E008\E009', '0123456789')::text[];
  microseconds :=
    (parts[2]::bigint * 3600
      + coalesce(parts[3], parts[6])::bigint * 60
      + coalesce(parts[4], parts[7], '0')::bigint) * 1000000
    + rpad(coalesce(parts[5], parts[8], '0'), 6, '0')::bigint;
  if microseconds >= 86400000000 then
    return null;
  end if;
  return case parts[1] when '-' then -1 else 1 end * microseconds * interval '1 microsecond';
end
$$;

comment on function em.strptime_offset(text) is
  'The distance from UTC that Python''s strptime reads by %z: +HHMM or +HH:MM, seconds and their fraction after it in the same style, less than a day. Digits of other scripts come as U+E000 to U+E009. NULL when it reads none.';
