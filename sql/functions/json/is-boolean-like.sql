create function em.is_boolean_like(value jsonb) returns boolean
language sql immutable parallel safe
as $$
  select coalesce(value in ('true', 'false', '0', '1'), false)
$$;

comment on function em.is_boolean_like(jsonb) is
  'Whether a JSON value counts as a boolean: true, false, or a number equal to 0 or 1. null or a missing key (NULL) does not.';
