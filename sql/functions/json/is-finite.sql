create function em.is_finite(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'number' then abs(value::numeric) < 1e309
    when 'array' then not jsonb_path_exists(
      value, 'strict $.** ? (@.type() == "number" && (@ >= 1e309 || @ <= -1e309))'
    )
    when 'object' then not jsonb_path_exists(
      value, 'strict $.** ? (@.type() == "number" && (@ >= 1e309 || @ <= -1e309))'
    )
    else true
  end
$$;

comment on function em.is_finite(jsonb) is
  'Whether no number in a JSON value is larger than every double. In edition 2025, 1e309 stands for NaN and the '
  'infinities, which Python reads as numbers.';
