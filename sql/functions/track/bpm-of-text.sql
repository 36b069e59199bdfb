-- A text is read as Python's float() reads it: the digits of all scripts, single underscores between digits, inf and
-- nan. One with more characters than numeric surely has room for is ignored; nobody writes one.
create function em.bpm_of_text(value jsonb)
returns double precision
language plpgsql immutable parallel safe
as $$
declare
  number_text text;
  exponent numeric;
begin
  case jsonb_typeof(value)
    when 'number' then
      return nullif(em.nearest_double(value::numeric), 0);
    when 'boolean' then
      return nullif(value::boolean::integer, 0);
    when 'string' then
      number_text := em.ascii_digits(em.strip(value #>> '{}'));
    else
      return null;
  end case;
  if number_text !~* '^[-+]?([0-9](_?[0-9])*(\.([0-9](_?[0-9])*)?)?|\.[0-9](_?[0-9])*)(e[-+]?[0-9](_?[0-9])*)?$' then
    return case
      when number_text ~* '^[-+]?nan$' then 'NaN'::double precision
      when number_text ~* '^[+]?inf(inity)?$' then 'Infinity'::double precision
      when number_text ~* '^-inf(inity)?$' then '-Infinity'::double precision
    end;
  end if;
  number_text := replace(lower(number_text), '_', '');
  if length(number_text) > 4000 then
    return null;
  end if;
  exponent := coalesce(nullif(split_part(number_text, 'e', 2), ''), '0')::numeric;
  -- With an exponent far beyond the digits there are, the number is zero or infinite.
  number_text := split_part(number_text, 'e', 1) || 'e' || least(greatest(exponent, -12000), 12000);
  return nullif(em.nearest_double(number_text::numeric), 0);
end
$$;

comment on function em.bpm_of_text(jsonb) is
  'Beats a minute from a value that is not a plain number: a text that Python''s float() reads, or a boolean; NULL for '
  '0 and for anything else.';
