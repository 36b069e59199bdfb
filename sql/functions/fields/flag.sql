create or replace function em.flag(value jsonb) returns boolean
language sql immutable parallel safe
as $$
  select case when value in ('true', '1') then true when value in ('false', '0') then false end
$$;

comment on function em.flag(jsonb) is 'The boolean of a value that em.is_flag_or_null lets pass; NULL for null and for a missing member.';
