create function em.is_any_integer_or_null(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(jsonb_typeof(value), 'null') = 'null' or em.any_integer(value) is not null
$$;

comment on function em.is_any_integer_or_null(jsonb) is
  'Whether an unchecked integer column takes the value: a number or a text that spells an integer, in its range, null, '
  'or a missing member.';
