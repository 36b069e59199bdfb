create function em.list_or_empty(value jsonb)
returns jsonb
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value) when 'array' then value else '[]' end
$$;

comment on function em.list_or_empty(jsonb) is
  'A JSON list as it is, and an empty one for anything else or a missing member.';
