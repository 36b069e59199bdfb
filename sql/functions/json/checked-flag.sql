create function em.checked_flag(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value) when 'boolean' then value::boolean else false end
$$;

comment on function em.checked_flag(jsonb) is
  'The boolean of a checked field: true is true, anything else is false.';
