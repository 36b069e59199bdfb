create function em.play_number(value text)
returns numeric
language sql immutable parallel safe
as $$
  select case
    when value ~ '^[0-9]{1,18}$' then value::numeric
    when value ~ '[0-9]|[^\x01-\x7f]' then em.python_int(value)
  end
$$;

comment on function em.play_number(text) is
  'The user or track that a play names, as Python''s int() reads it; NULL when it is not a number. The patterns only '
  'save int()''s work in the usual cases.';
