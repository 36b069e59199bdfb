create function em.owner_of_item(item_type text, item_id integer)
returns integer
language plpgsql stable parallel safe
as $$
begin
  if item_type = 'track' then
    return (
      select tracks.owner_id
      from tracks
      where tracks.track_id = item_id
        and tracks.is_current
    );
  end if;
  return (
    select playlists.playlist_owner_id
    from playlists
    where playlists.playlist_id = item_id
      and playlists.is_current
  );
end
$$;

comment on function em.owner_of_item(text, integer) is
  'Who owns a track, or a playlist or album; NULL where it is not there.';
