create function em.notify_new_playlist(playlist playlists)
returns void
language plpgsql
as $$
begin
  perform em.notify(
    'create',
    format('create:playlist_id:%s', playlist.playlist_id),
    playlist.playlist_owner_id::text,
    em.subscribers_of_user(playlist.playlist_owner_id),
    jsonb_build_object('playlist_id', playlist.playlist_id, 'is_album', playlist.is_album),
    playlist.blocknumber,
    playlist.updated_at);
end
$$;

comment on function em.notify_new_playlist(playlists) is
  'Tells the subscribers of a user of a playlist or album that has become public to all.';
