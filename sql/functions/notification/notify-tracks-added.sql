create function em.notify_tracks_added(playlist playlists)
returns void
language plpgsql
as $$
declare
  track record;
begin
  for track in
    select distinct tracks.track_id, tracks.owner_id
    from (
      select case when entry.track between 1 and 2147483647 then entry.track::integer end as track_id
      from em.entries_of_contents(playlist.playlist_contents) as entry
      where entry.time >= floor(extract(epoch from playlist.updated_at))
    ) as added
    join tracks on tracks.track_id = added.track_id
    where tracks.is_current
      and tracks.owner_id <> playlist.playlist_owner_id
    order by tracks.track_id
  loop
    perform em.notify(
      'track_added_to_playlist',
      format('track_added_to_playlist:playlist_id:%s:track_id:%s', playlist.playlist_id, track.track_id),
      track.owner_id::text,
      array[track.owner_id],
      jsonb_build_object(
        'track_id', track.track_id,
        'playlist_id', playlist.playlist_id,
        'playlist_owner_id', playlist.playlist_owner_id
      ),
      playlist.blocknumber,
      playlist.updated_at);
  end loop;
end
$$;

comment on function em.notify_tracks_added(playlists) is
  'Tells the owners of the tracks that have just been put into another user''s public playlist.';
