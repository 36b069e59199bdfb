create function em.is_json(raw text)
returns boolean
language plpgsql immutable
as $$
begin
  perform raw::json;
  return true;
exception
  when invalid_text_representation or untranslatable_character then
    return false;
end
$$;

comment on function em.is_json(text) is
  'Whether a text is JSON, however large its numbers are. Costs a subtransaction: not for every transaction of a '
  'block.';
