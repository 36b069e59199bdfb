create function em.flag(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'boolean' then value::boolean
    when 'number' then case value when '1' then true when '0' then false end
  end
$$;

comment on function em.flag(jsonb) is
  'The boolean of a value that em.is_flag_or_null accepts; NULL for null and for a missing member.';
