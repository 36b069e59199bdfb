create function em.filled_text(value jsonb)
returns text
language sql immutable parallel safe
as $$
  select case when jsonb_typeof(value) = 'string' then nullif(value #>> '{}', '') end
$$;

comment on function em.filled_text(jsonb) is
  'The text of a JSON string that is not empty, with what stands for U+0000; NULL for "", other kinds and a missing '
  'member.';
