create function em.nul_stand_in(raw text)
returns text
language plpgsql immutable parallel safe
as $$
declare
  lowered text := em.ascii_lower(raw);
begin
  -- Private use characters first. U+FFFD stands for lone surrogates; no metadata holds all the others.
  for code in 57344 .. 1114111 loop
    if code <> 65533
      and strpos(lowered, chr(code)) = 0
      and strpos(lowered, em.json_escape(code)) = 0
    then
      return chr(code);
    end if;
  end loop;
  return null;
end
$$;

comment on function em.nul_stand_in(text) is
  'A character that a JSON text does not hold, raw or escaped, to stand for U+0000; the same as the edge chooses '
  '(src/edge/json-repair.ts).';
