create or replace function em.bpm_of_text(value jsonb) returns double precision
language plpgsql immutable parallel safe
as $$
declare
  number_text text;
  beats double precision;
begin
  case jsonb_typeof(value)
    when 'number' then number_text := value #>> '{}';
    when 'boolean' then number_text := (value::boolean)::integer::text;
    when 'string' then number_text := replace(em.strip(value #>> '{}'), '_', '');
    else return null;
  end case;
  -- At most 255 digits before the point, and an exponent that stays within a double.
  if number_text !~* '^[-+]?([0-9]{1,255}(\.[0-9]*)?|\.[0-9]+)(e[-+]?[0-9]{1,2})?$' then
    return case
      when number_text ~* '^[-+]?nan$' then 'NaN'::double precision
      when number_text ~* '^[+]?inf(inity)?$' then 'Infinity'::double precision
      when number_text ~* '^-inf(inity)?$' then '-Infinity'::double precision
    end;
  end if;
  beats := least(greatest(number_text::numeric, -1e308), 1e308)::double precision;
  return nullif(beats, 0);
end
$$;

comment on function em.bpm_of_text(jsonb) is
  'Beats a minute from a value that is no plain number: a text that Python''s float() reads, or a boolean; NULL for 0 and for what is neither.';
