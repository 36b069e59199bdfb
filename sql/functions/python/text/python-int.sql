-- int() accepts no more than 4300 digits.
create function em.python_int(value text)
returns numeric
language plpgsql immutable parallel safe
as $$
declare
  digits text := em.ascii_digits(value);
begin
  if digits !~ em.python_int_pattern() then
    return null;
  end if;
  digits := translate(em.strip(digits), '_', '');
  if length(ltrim(digits, '+-')) > 4300 then
    return null;
  end if;
  return digits::numeric;
end
$$;

comment on function em.python_int(text) is
  'The number that Python''s int() reads from a text: whitespace around it, a sign, single underscores between digits '
  'and the decimal digits of all scripts are accepted. NULL when it reads no number.';
