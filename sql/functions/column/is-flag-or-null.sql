create function em.is_flag_or_null(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case coalesce(jsonb_typeof(value), 'null')
    when 'boolean' then true
    when 'null' then true
    when 'number' then value in ('0', '1')
    else false
  end
$$;

comment on function em.is_flag_or_null(jsonb) is
  'Whether a boolean column takes the value: true, false, null, a missing member, and the numbers 0 and 1 (D5).';
