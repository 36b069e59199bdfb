create function em.javascript_release_date(value text)
returns timestamp
language plpgsql immutable parallel safe
as $$
declare
  -- weekday, month, day, year, time, offset from UTC
  words text[] := string_to_array(
    regexp_replace(em.ascii_digits(em.ascii_lower(value)), '[' || em.whitespace_ranges() || ']+', ' ', 'g'),
    ' '
  );
  zone text := substr(words[6], 4);
  written timestamp := em.timestamp_or_null(
    words[4]::integer,
    strpos('janfebmaraprmayjunjulaugsepoctnovdec', words[2]) / 3 + 1,
    words[3]::integer,
    split_part(words[5], ':', 1)::integer,
    split_part(words[5], ':', 2)::integer,
    split_part(words[5], ':', 3)::integer
  );
  instant timestamp;
begin
  if zone = 'z' then
    return case when right(value, 1) = 'Z' then written end;
  end if;
  instant := written - em.strptime_offset(zone);
  return case
    when instant between '0001-01-01' and '9999-12-31 23:59:59.999999' then instant
    when instant is not null then 'infinity'
  end;
end
$$;

comment on function em.javascript_release_date(text) is
  'The time in a text that fits em.javascript_release_date_pattern, in UTC: infinity when it is before year 1 or after '
  'year 9999; NULL when the calendar has no such time or there is no such offset from UTC.';
