create function em.is_filled_object(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(jsonb_typeof(value) = 'object' and value <> '{}', false)
$$;

comment on function em.is_filled_object(jsonb) is
  'Whether the value is a JSON object with at least one member.';
