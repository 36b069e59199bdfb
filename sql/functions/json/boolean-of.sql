create function em.boolean_of(value jsonb) returns boolean
language sql immutable parallel safe
as $$
  select case when value in ('true', '1') then true when value in ('false', '0') then false end
$$;

comment on function em.boolean_of(jsonb) is
  'The boolean that a JSON value counts as (see em.is_boolean_like); NULL when it counts as none.';
