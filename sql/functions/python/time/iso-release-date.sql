create function em.iso_release_date(value text)
returns timestamp
language plpgsql immutable parallel safe
as $$
declare
  plain text := em.ascii_digits(em.ascii_lower(value));
  date_part text := split_part(plain, 't', 1);
  time_part text := split_part(plain, 't', 2);
  whole_second timestamp := em.timestamp_or_null(
    split_part(date_part, '-', 1)::integer,
    split_part(date_part, '-', 2)::integer,
    split_part(date_part, '-', 3)::integer,
    split_part(time_part, ':', 1)::integer,
    split_part(time_part, ':', 2)::integer,
    split_part(split_part(time_part, ':', 3), '.', 1)::integer
  );
begin
  -- Python's conversion to UTC looks a day back, and the calendar has no day before the first of year 1.
  if whole_second >= '0001-01-02' then
    return whole_second
      + rpad(rtrim(split_part(time_part, '.', 2), 'z'), 6, '0')::integer * interval '1 microsecond';
  end if;
  return null;
end
$$;

comment on function em.iso_release_date(text) is
  'The time in a text that fits em.iso_release_date_pattern. NULL when the calendar has no such time.';
