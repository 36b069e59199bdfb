create function em.access_authorities(value jsonb)
returns text[]
language plpgsql immutable parallel safe
as $$
begin
  if jsonb_typeof(value) is distinct from 'array' then
    return null;
  end if;
  return array(
    select em.trim_space(item.value #>> '{}')
    from jsonb_array_elements(value) with ordinality as item (value, position)
    where jsonb_typeof(item.value) = 'string'
    order by item.position
  );
end
$$;

comment on function em.access_authorities(jsonb) is
  'The wallets that decide about the access to a track: the strings of a list, without whitespace at their ends; NULL '
  'for what is no list.';
