create function em.without_nul(value text, nul text) returns text
language sql immutable parallel safe
as $$
  select translate(value, coalesce(nul, ''), '')
$$;

comment on function em.without_nul(text, text) is
  'A text without the character that stands for U+0000 in its transaction''s JSON. A NULL nul changes nothing.';
