create function em.access_authorities(value jsonb)
returns text[]
language plpgsql immutable parallel safe
as $$
begin
  return case jsonb_typeof(value)
    when 'array' then array (
      select em.trim_space(item.value #>> '{}')
      from jsonb_array_elements(value) with ordinality as item (value, position)
      where jsonb_typeof(item.value) = 'string'
      order by item.position
    )
  end;
end
$$;

comment on function em.access_authorities(jsonb) is
  'The wallets that decide about the access to a track: the strings of a list, without whitespace at their ends; NULL '
  'for what is no list.';
