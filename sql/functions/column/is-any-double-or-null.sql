create function em.is_any_double_or_null(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(jsonb_typeof(value), 'null') = 'null' or coalesce(abs(em.any_double(value)) < 'Infinity', false)
$$;

comment on function em.is_any_double_or_null(jsonb) is
  'Whether an unchecked double precision column takes the value: a number or a text that spells one, in its range, '
  'null, or a missing member.';
