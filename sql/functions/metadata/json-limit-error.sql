create function em.json_limit_error(raw text, parsed jsonb)
returns text
language plpgsql immutable parallel safe
as $$
declare
  has_long_integer boolean := false;
begin
  -- A number without fraction and exponent is an integer, which Python reads up to 4300 digits.
  if raw ~ '[0-9]{200}' then
    select coalesce(bool_or(length(ltrim(token.part[1], '-')) > 4300 and token.part[2] = ''), false)
    into has_long_integer
    from regexp_matches(raw, '"(?:[^"\\]|\\.)*"|(-?[0-9]+)((?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)', 'g') as token (part);
  end if;
  return case
    when has_long_integer then 'metadata_not_json'
    -- Only a text with 4000 brackets can be as deep.
    when length(raw) - length(translate(raw, '[{', '')) > 4000
      and jsonb_path_exists(parsed, 'strict $.**{4000 to last} ? (@.type() == "array" || @.type() == "object")')
      then 'metadata_too_deep'
  end;
end
$$;

comment on function em.json_limit_error(text, jsonb) is
  'The code of the edge''s limit that a JSON text exceeds: integers of 4300 digits, 4000 levels. NULL when it exceeds '
  'neither.';
