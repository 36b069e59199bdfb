create function handle_playlist()
returns trigger
language plpgsql
as $$
declare
  is_public constant boolean := em.is_public_playlist(new);
begin
  insert into aggregate_playlist (playlist_id, is_album)
  values (new.playlist_id, new.is_album)
  on conflict (playlist_id) do update
  set is_album = excluded.is_album;
  perform em.count_playlists(new.playlist_owner_id, new.is_album, is_public::integer);
  if is_public then
    perform em.notify_new_playlist(new);
    perform em.notify_tracks_added(new);
  end if;
  return null;
end
$$;

comment on function handle_playlist() is
  'Counts a new playlist or album for its owner, and tells subscribers and the owners of its tracks of it.';
