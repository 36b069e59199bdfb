create function em.time_of_unix_seconds(seconds numeric)
returns timestamp
language plpgsql immutable parallel safe
as $$
declare
  exact double precision;
  whole double precision;
  found timestamp;
begin
  if seconds is null or seconds not between -62135596800 and 253402300799.999999 then
    return null;
  end if;
  exact := em.nearest_double(seconds);
  whole := trunc(exact);
  found := timestamp '1970-01-01' + make_interval(secs => whole)
    + round((exact - whole) * 1000000) * interval '1 microsecond';
  return case when found between '0001-01-01' and '9999-12-31 23:59:59.999999' then found end;
end
$$;

comment on function em.time_of_unix_seconds(numeric) is
  'The time in UTC of unix seconds, the fraction rounded to microseconds as Python rounds it (as a double, halves to '
  'even); NULL outside the years 1 to 9999.';
