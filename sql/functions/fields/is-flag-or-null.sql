create or replace function em.is_flag_or_null(value jsonb) returns boolean
language sql immutable parallel safe
as $$
  select value in ('true', 'false', '0', '1', 'null')
$$;

comment on function em.is_flag_or_null(jsonb) is
  'Whether a boolean column takes the value: true, false, null, and the numbers 0 and 1 (D5). NULL for a missing member.';
