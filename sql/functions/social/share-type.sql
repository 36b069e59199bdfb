create function em.share_type(named text)
returns text
language sql immutable parallel safe
as $$
  select case em.simple_lower(named)
    when 'track' then 'track'
    when 'playlist' then 'playlist'
    when 'album' then 'album'
  end
$$;

comment on function em.share_type(text) is
  'What can be shared, by its name in any case: track, playlist or album; NULL for other names.';
