create function em.notify_of_playlist(playlist_id integer, was_public boolean, adds_tracks boolean, block em.block)
returns void
language plpgsql
as $$
declare
  playlist playlists;
begin
  select playlists.*
  into playlist
  from playlists
  where playlists.playlist_id = notify_of_playlist.playlist_id
    and playlists.is_current;
  if em.is_left_to_us('playlists', 'create') and em.is_public_playlist(playlist) then
    if not was_public then
      perform em.notify_new_playlist(playlist);
    end if;
    if not was_public or adds_tracks then
      perform em.notify_tracks_added(playlist);
    end if;
  end if;
  if em.is_left_to_us('playlist_tracks', 'track_added_to_purchased_album') then
    perform em.notify_album_buyers(playlist, block);
  end if;
end
$$;

comment on function em.notify_of_playlist(integer, boolean, boolean, em.block) is
  'Tells of a playlist or album that has become public, and of tracks that have just been added to it, where no '
  'trigger does.';
