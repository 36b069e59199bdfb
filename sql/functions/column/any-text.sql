create function em.any_text(value jsonb, nul text)
returns text
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'array' then em.list_text(value)
    when 'object' then null
    when 'number' then em.python_number(value)::text
    else em.text(value, nul)
  end
$$;

comment on function em.any_text(jsonb, text) is
  'A value as an unchecked text column stores it: a string without U+0000, a number or boolean as Postgres writes it, '
  'a list as Postgres writes an array.';
