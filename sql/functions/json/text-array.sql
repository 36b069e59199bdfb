create function em.text_array(value jsonb)
returns text[]
language sql immutable parallel safe
as $$
  select case when jsonb_typeof(value) = 'array' then em.text_array_of(value) end
$$;

comment on function em.text_array(jsonb) is
  'A JSON array of strings as text[]; NULL for anything else.';
