-- Which digits a float is written with does not depend on the session.
create function em.python_number(value jsonb)
returns numeric
language sql immutable parallel safe
set extra_float_digits = 1
as $$
  select case
    when jsonb_typeof(value) <> 'number' then null
    when position('.' in value::text) = 0 then value::numeric
    when float.number % 1 = 0 and abs(float.number) < 1e16 then round(float.number, 1)
    else float.number
  end
  from (
    select case
        when jsonb_typeof(value) = 'number' then em.nearest_double(value::numeric)::text::numeric
      end as number
  ) as float
$$;

comment on function em.python_number(jsonb) is
  'A JSON number as Python writes it into a statement: one with a fraction is a float, of which the shortest digits '
  'that name it are left (1.50 is 1.5, 3.00 is 3.0). NULL for other kinds.';
