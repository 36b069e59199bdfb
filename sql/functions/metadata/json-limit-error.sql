-- A number without fraction and exponent is an integer, which Python reads up to 4300 digits; any other is a double to
-- it.
create function em.json_limit_error(raw text, parsed jsonb)
returns text
language plpgsql immutable parallel safe
as $$
declare
  has_long_integer boolean := false;
  has_large_number boolean := false;
begin
  if raw ~ '[0-9]{200}|[eE][-+]?[0-9]{3}' then
    select
      coalesce(
        bool_or(length(ltrim(number.whole, '-')) > 4300 and number.fraction is null and number.exponent is null),
        false
      ),
      coalesce(bool_or(em.is_beyond_double(number.whole, number.fraction, number.exponent)), false)
    into has_long_integer, has_large_number
    from (
      select part[1] as whole, part[2] as fraction, part[3] as exponent
      from regexp_matches(raw, '"(?:[^"\\]|\\.)*"|(-?[0-9]+)(?:\.([0-9]+))?(?:[eE]([-+]?[0-9]+))?', 'g') as token (part)
    ) as number;
  end if;
  return case
    when has_long_integer then 'metadata_not_json'
    -- Only a text with 4000 brackets can be as deep.
    when length(raw) - length(translate(raw, '[{', '')) > 4000
      and jsonb_path_exists(parsed, 'strict $.**{4000 to last} ? (@.type() == "array" || @.type() == "object")')
      then 'metadata_too_deep'
    when has_large_number then 'metadata_number_out_of_range'
  end;
end
$$;

comment on function em.json_limit_error(text, jsonb) is
  'The code of the edge''s limit that a JSON text exceeds: integers of 4300 digits, 4000 levels, numbers that a double '
  'can hold. NULL when it exceeds none.';
