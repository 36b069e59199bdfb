create function em.member_count(value jsonb)
returns integer
language sql
immutable
parallel safe
as $$
  select count(*)::integer
  from jsonb_object_keys(case when jsonb_typeof(value) = 'object' then value else '{}' end)
$$;

comment on function em.member_count(jsonb) is 'How many members a JSON object has; 0 for other kinds.';
