create function em.spelled_integer(spelled text)
returns numeric
language sql immutable parallel safe
as $$
  select case when spelled ~ '^[ \t\n\v\f\r]*[-+]?0*[0-9]{1,19}[ \t\n\v\f\r]*$' then spelled::numeric end
$$;

comment on function em.spelled_integer(text) is
  'The integer that Postgres reads in a text for an integer column, of up to 19 digits; NULL where it reads no such '
  'one.';
