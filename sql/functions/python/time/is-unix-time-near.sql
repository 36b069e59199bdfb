create function em.is_unix_time_near(unix_time text, moment timestamp, seconds integer)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(abs(extract(epoch from moment) - em.python_int(unix_time)) < seconds, false)
$$;

comment on function em.is_unix_time_near(text, timestamp, integer) is
  'Whether a text is a time in seconds since 1970 that lies less than the given seconds before or after the moment '
  '(UTC).';
