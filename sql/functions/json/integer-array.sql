create function em.integer_array(value jsonb)
returns integer[]
language sql immutable parallel safe
as $$
  select case when jsonb_typeof(value) = 'array' then em.integer_array_of(value) end
$$;

comment on function em.integer_array(jsonb) is
  'A JSON array of integers as integer[]; NULL for anything else.';
