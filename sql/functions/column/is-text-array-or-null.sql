create function em.is_text_array_or_null(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select jsonb_typeof(value) = 'null' or em.is_text_array(value)
$$;

comment on function em.is_text_array_or_null(jsonb) is
  'Whether a text[] column takes the value: a list of strings, or null.';
