create function em.allowed_api_keys(value jsonb)
returns text[]
language plpgsql immutable parallel safe
as $$
begin
  if jsonb_typeof(value) is distinct from 'array' then
    return null;
  end if;
  return array(
    select em.simple_lower(item.value #>> '{}')
    from jsonb_array_elements(value) with ordinality as item (value, position)
    where jsonb_typeof(item.value) = 'string'
    order by item.position
  );
end
$$;

comment on function em.allowed_api_keys(jsonb) is
  'The API keys that may play a track, in lower case: the strings of a list; NULL for what is no list.';
