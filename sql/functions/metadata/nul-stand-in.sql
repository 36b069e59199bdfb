create function em.nul_stand_in(raw text)
returns text
language plpgsql immutable parallel safe
as $$
declare
  lowered text := em.ascii_lower(raw);
begin
  -- Private use characters; no metadata holds all 137,468 of them.
  for code in 57344 .. 63743 loop
    if strpos(lowered, chr(code)) = 0 and strpos(lowered, '\u' || to_hex(code)) = 0 then
      return chr(code);
    end if;
  end loop;
  for code in 983040 .. 1114109 loop
    if strpos(lowered, chr(code)) = 0 then
      return chr(code);
    end if;
  end loop;
  return null;
end
$$;

comment on function em.nul_stand_in(text) is
  'A character that a JSON text does not hold, raw or escaped, to stand for U+0000.';
