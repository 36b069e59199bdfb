create function em.shown_item_type(item_type text, item_id integer)
returns text
language plpgsql stable parallel safe
as $$
begin
  return case
    when item_type <> 'track' and exists (
      select from playlists
      where playlists.playlist_id = item_id
        and playlists.is_current
        and playlists.is_album
    ) then 'album'
    else item_type
  end;
end
$$;

comment on function em.shown_item_type(text, integer) is
  'Album for an album, whatever its saves and reposts call it; else the type itself.';
