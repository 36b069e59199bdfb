create function em.is_api_keys_or_null(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(jsonb_typeof(value) in ('null', 'string', 'object'), true) or em.is_text_array(value)
$$;

comment on function em.is_api_keys_or_null(jsonb) is
  'Whether API keys can be read from the value: a list of texts, or what Python iterates over like one.';
