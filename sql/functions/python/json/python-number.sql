create function em.python_number(value jsonb)
returns numeric
language plpgsql immutable parallel safe
as $$
begin
  if jsonb_typeof(value) is distinct from 'number' then
    return null;
  end if;
  if position('.' in value::text) = 0 then
    return value::numeric;
  end if;
  return em.python_float(value);
end
$$;

comment on function em.python_number(jsonb) is
  'A JSON number as Python writes it into a statement: one with a fraction is a float. NULL for other kinds.';
