create function em.item_type(named text)
returns text
language sql immutable parallel safe
as $$
  select case em.simple_lower(named)
    when 'track' then 'track'
    when 'playlist' then 'playlist'
    when 'album' then 'playlist'
  end
$$;

comment on function em.item_type(text) is
  'What can be saved or reposted, by its name in any case: track or playlist, an album being a playlist; NULL for '
  'other names.';
