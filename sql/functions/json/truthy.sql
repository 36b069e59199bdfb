create function em.truthy(value jsonb) returns boolean
language sql immutable parallel safe
as $$
  select coalesce(value <> all (array['null', 'false', '0', '""', '[]', '{}']::jsonb[]), false)
$$;

comment on function em.truthy(jsonb) is
  'The truth of a JSON value as Python judges it: null, false, 0, "", [], {} and a missing key (NULL) are false, all else is true.';
