create function em.is_filled_list_of_objects_or_null(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'null' then true
    when 'array' then value <> '[]' and not jsonb_path_exists(value, 'strict $[*] ? (@.type() != "object")')
    else false
  end
$$;

comment on function em.is_filled_list_of_objects_or_null(jsonb) is
  'Whether the value is null or a JSON array of objects with at least one item. False for a missing member.';
