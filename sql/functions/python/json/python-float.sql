-- Which digits a float is written with does not depend on the session.
create function em.python_float(value jsonb)
returns numeric
language plpgsql immutable parallel safe
set extra_float_digits = 1
as $$
declare
  shortest constant numeric := case
    when jsonb_typeof(value) = 'number' then em.nearest_double(value::numeric)::text::numeric
  end;
begin
  return case when shortest % 1 = 0 and abs(shortest) < 1e16 then round(shortest, 1) else shortest end;
end
$$;

comment on function em.python_float(jsonb) is
  'A JSON number as Python writes a float: by the shortest digits that name it (1.50 is 1.5, 3.00 is 3.0). '
  'NULL for other kinds.';
