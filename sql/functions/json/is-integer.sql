create function em.is_integer(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case when jsonb_typeof(value) = 'number' then value::numeric % 1 = 0 else false end
$$;

comment on function em.is_integer(jsonb) is
  'Whether a JSON value is an integral number (3000002.0 and 1e3 are). A boolean, a string, null or a missing member '
  '(NULL) is not.';
