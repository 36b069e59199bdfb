create function em.is_text_or_null(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(jsonb_typeof(value) in ('string', 'null'), true)
$$;

comment on function em.is_text_or_null(jsonb) is
  'Whether a text column takes the value: a string, null, or a missing member (NULL).';
