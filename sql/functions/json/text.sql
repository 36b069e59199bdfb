create function em.text(value jsonb, nul text)
returns text
language sql immutable parallel safe
as $$
  select case when nul is null then value #>> '{}' else replace(value #>> '{}', nul, '') end
$$;

comment on function em.text(jsonb, text) is
  'The text of a JSON string, without U+0000 (for which nul stands); NULL for null and for a missing member.';
