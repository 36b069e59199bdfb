create function em.has_nul(value jsonb, nul text)
returns boolean
language sql immutable parallel safe
as $$
  select case when nul is null then false else coalesce(position(nul in value::text) > 0, false) end
$$;

comment on function em.has_nul(jsonb, text) is
  'Whether a JSON value holds, in a string or a key, the character that stands for U+0000 in its transaction''s JSON. '
  'The character must be one that JSON does not escape. false at once where nul is NULL, as it usually is.';
