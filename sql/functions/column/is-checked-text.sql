create function em.is_checked_text(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'string' then true
    when 'null' then true
    when 'object' then value = '{}'
    when 'array' then value = '[]'
    when 'boolean' then value = 'false'
    when 'number' then value = '0'
    else true
  end
$$;

comment on function em.is_checked_text(jsonb) is
  'Whether a checked text field takes the value: a string, or what Python counts as empty and stores as NULL.';
