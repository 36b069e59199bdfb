create function em.text_of(value jsonb)
returns text
language sql immutable parallel safe
as $$
  select value #>> '{}'
$$;

comment on function em.text_of(jsonb) is
  'A JSON value as text: a string without its quotes, null as NULL, anything else as jsonb writes it.';
