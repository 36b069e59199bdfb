create function em.unix_time(seconds numeric) returns timestamp
language sql immutable parallel safe
as $$
  select case
    when seconds between -62135596800 and 253402300799
    then timestamp '1970-01-01' + seconds::double precision * interval '1 second'
  end
$$;

comment on function em.unix_time(numeric) is
  'The time in UTC of these seconds since 1970; NULL outside of the years 1 to 9999.';
