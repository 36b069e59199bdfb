create function em.checked_text(value jsonb, nul text)
returns text
language sql immutable parallel safe
as $$
  select case when jsonb_typeof(value) = 'string' then em.text(value, nul) end
$$;

comment on function em.checked_text(jsonb, text) is
  'The text of a checked field: a JSON string without U+0000; NULL for anything else.';
