create function em.is_integer_array(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(value) = 'array'
      then not jsonb_path_exists(value, $path$
        strict $[*] ? (@.type() != "number" || @.floor() != @ || @ < -2147483648 || @ > 2147483647)
      $path$)
    else false
  end
$$;

comment on function em.is_integer_array(jsonb) is
  'Whether a JSON value is a list of integral numbers that each fit an integer column (32 bits).';
