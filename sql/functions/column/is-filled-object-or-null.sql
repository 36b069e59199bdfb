create function em.is_filled_object_or_null(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'null' then true
    when 'object' then value <> '{}'
    else false
  end
$$;

comment on function em.is_filled_object_or_null(jsonb) is
  'Whether the value is null or a JSON object with at least one member. False for a missing member.';
