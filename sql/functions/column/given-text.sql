create function em.given_text(value jsonb, nul text)
returns text
language sql immutable parallel safe
as $$
  select case when jsonb_typeof(value) = 'string' and value <> '""' then em.text(value, nul) end
$$;

comment on function em.given_text(jsonb, text) is
  'The text of a JSON string that is not empty, without U+0000 (for which nul stands); NULL for "", other kinds and a '
  'missing member.';
