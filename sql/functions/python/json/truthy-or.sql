create function em.truthy_or(value jsonb, otherwise jsonb)
returns jsonb
language sql immutable parallel safe
as $$
  select case when em.truthy(value) then value else otherwise end
$$;

comment on function em.truthy_or(jsonb, jsonb) is
  'Python''s "or" of two JSON values: the first if Python counts it as true, else the second.';
