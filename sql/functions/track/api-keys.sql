create function em.api_keys(value jsonb)
returns text[]
language plpgsql immutable parallel safe
as $$
begin
  case jsonb_typeof(value)
    when 'array' then
      return array(
        select em.lower(item.value)
        from jsonb_array_elements_text(value) with ordinality as item (value, position)
        order by item.position
      );
    when 'object' then
      return array(
        select em.lower(member.key)
        from jsonb_object_keys(value) as member (key)
      );
    when 'string' then
      return array(
        select em.lower(letter.value)
        from regexp_split_to_table(nullif(value #>> '{}', ''), '') with ordinality as letter (value, position)
        order by letter.position
      );
    else
      return null;
  end case;
end
$$;

comment on function em.api_keys(jsonb) is
  'The API keys that may play a track, in lower case: the texts of a list. Python iterates, so a text gives its '
  'letters and an object its keys.';
