create function em.python_number(value jsonb)
returns numeric
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(value) = 'number' then
      case when scale(value::numeric) = 0 then value::numeric else em.python_float(value) end
  end
$$;

comment on function em.python_number(jsonb) is
  'A JSON number as Python writes it into a statement: one with a fraction is a float. NULL for other kinds.';
