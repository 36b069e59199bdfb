create function em.object_or_empty(value jsonb)
returns jsonb
language sql immutable parallel safe
as $$
  select case when jsonb_typeof(value) = 'object' then value else '{}' end
$$;

comment on function em.object_or_empty(jsonb) is
  'A JSON object unchanged; an empty object in place of anything else.';
