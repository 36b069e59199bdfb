create function em.is_text_array(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(value) = 'array' then not jsonb_path_exists(value, 'strict $[*] ? (@.type() != "string")')
    else false
  end
$$;

comment on function em.is_text_array(jsonb) is
  'Whether a JSON value is a list of strings.';
