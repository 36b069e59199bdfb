create function em.json_length(value jsonb)
returns integer
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'array' then jsonb_array_length(value)
    when 'object' then jsonb_array_length(jsonb_path_query_array(value, 'strict $.*'))
    when 'string' then char_length(value #>> '{}')
  end
$$;

comment on function em.json_length(jsonb) is
  'Python''s len() of a JSON value: items of an array, keys of an object, characters of a string; NULL for a value '
  'without a length.';
