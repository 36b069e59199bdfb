create function em.has_nul(value jsonb, nul text)
returns boolean
language sql immutable parallel safe
as $$
  select case
    when nul is null then false
    when not em.is_finite(value) then true
    else coalesce(position(nul in value::text) > 0, false)
  end
$$;

comment on function em.has_nul(jsonb, text) is
  'Whether a JSON value holds what no jsonb column may: the character that stands for U+0000 in its transaction''s '
  'JSON, in a string or a key, or a number that is not finite. The character must be one that JSON does not escape. A '
  'NULL nul, the usual case, gives false at once: the transaction holds neither.';
