create function em.usual_time_pattern()
returns text
language sql immutable parallel safe
as $$
  select '^[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]'
$$;

comment on function em.usual_time_pattern() is
  'How nearly all times in ISO 8601 begin: a day that every month has and a time of that day (2026-11-26T09:30:00). '
  'With a fraction of at most six digits and Z behind it, Postgres reads such a time as it stands.';
