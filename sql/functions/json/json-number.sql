-- The exponent of a number is judged by its size, and its value by a cast that cannot fail: double precision refuses
-- what is beyond its range.
create function em.json_number(token text, edition text)
returns text
language plpgsql immutable parallel safe
set extra_float_digits = 1
as $$
declare
  parts constant text[] := regexp_match(token, '^-?([0-9]+)(?:\.([0-9]+))?(?:[eE]([-+]?)0*([0-9]+))?$');
  whole constant text := parts[1];
  fraction constant text := coalesce(parts[2], '');
  exponent constant numeric := case when parts[3] = '-' then -1 else 1 end
    * case when length(parts[4]) > 9 then 1e9 else coalesce(parts[4], '0')::numeric end;
  -- Where the first digit stands that is not 0, as a power of ten.
  magnitude constant numeric := exponent
    + case when whole = '0' then length(ltrim(fraction, '0')) - length(fraction) else length(whole) end;
  double double precision;
begin
  if edition = '2025' and parts[2] is null and parts[4] is null and whole is not null then
    return token;
  end if;
  double := case
    when whole is null or magnitude > 310 and translate(whole || fraction, '0', '') <> ''
      then case when left(token, 1) = '-' then '-Infinity'::double precision else 'Infinity' end
    when magnitude < -330 or magnitude > 310 then 0
    when magnitude between -300 and 300 then token::double precision
    else em.nearest_double(token::numeric)
  end;
  if edition = '2025' then
    return case
      when double = 'Infinity' then '1e309'
      when double = '-Infinity' then '-1e309'
      when abs(exponent) > 400 or length(fraction) - least(exponent, 0) > 16383 then double::text
      else token
    end;
  end if;
  return case when abs(double) < 'Infinity' then double::text end;
end
$$;

comment on function em.json_number(text, text) is
  'A number of JSON, or NaN, Infinity or -Infinity, as an edition reads it: 2026 as a double, and NULL where it is '
  'beyond one; 2025 as it is written, 1e309 for what is not finite, and the double where Postgres could not hold the '
  'digits. As src/edge/json-number.ts.';
