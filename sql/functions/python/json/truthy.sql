create function em.truthy(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(value <> all (array['null', 'false', '0', '""', '[]', '{}']::jsonb[]), false)
$$;

comment on function em.truthy(jsonb) is
  'The truth of a JSON value in Python: null, false, 0, "", [], {} and a missing member (NULL) are false, anything '
  'else is true.';
