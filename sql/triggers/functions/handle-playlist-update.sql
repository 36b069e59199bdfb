create function handle_playlist_update()
returns trigger
language plpgsql
as $$
declare
  is_public constant boolean := em.is_public_playlist(new);
  was_public constant boolean := em.is_public_playlist(old);
begin
  if is_public <> was_public
    or new.playlist_owner_id <> old.playlist_owner_id
    or new.is_album <> old.is_album
  then
    perform em.count_playlists(old.playlist_owner_id, old.is_album, -was_public::integer);
    perform em.count_playlists(new.playlist_owner_id, new.is_album, is_public::integer);
  end if;
  if new.is_album is distinct from old.is_album then
    update aggregate_playlist
    set is_album = new.is_album
    where aggregate_playlist.playlist_id = new.playlist_id;
  end if;
  if is_public and old.is_private and not old.is_delete then
    perform em.notify_new_playlist(new);
  end if;
  if is_public and new.playlist_contents is distinct from old.playlist_contents then
    perform em.notify_tracks_added(new);
  end if;
  return null;
end
$$;

comment on function handle_playlist_update() is
  'Counts a playlist or album that becomes public, private or deleted for its owner, and tells subscribers and the '
  'owners of tracks that are added. Ours: production''s triggers see new rows alone.';
