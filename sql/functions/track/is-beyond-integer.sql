create function em.is_beyond_integer(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(em.is_integer_literal(value) and value::numeric > 2147483647, false)
$$;

comment on function em.is_beyond_integer(jsonb) is
  'Whether a JSON value is an integer too large for int4.';
