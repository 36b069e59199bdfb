create function em.is_text(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(jsonb_typeof(value) = 'string', false)
$$;

comment on function em.is_text(jsonb) is
  'Whether a JSON value is a string. A missing member (NULL) is not.';
