-- What is hidden after it was published is published again by the next block, as long as its date stands.
create function em.publish_scheduled_releases(block em.block)
returns void
language plpgsql
as $$
declare
  published record;
begin
  for published in
    with due as (
      update tracks
      set
        is_unlisted = false,
        updated_at = block.time
      where tracks.is_unlisted
        and tracks.is_scheduled_release
        and tracks.release_date < block.time
        and tracks.is_current
        and not tracks.is_delete
      returning tracks.track_id, em.hash_tracks(tracks)
    )
    select due.track_id
    from due
    order by due.track_id
  loop
    perform em.notify_of_track(published.track_id, false, true);
  end loop;

  for published in
    with due as (
      update playlists
      set
        is_private = false,
        updated_at = block.time
      where playlists.is_private
        and playlists.is_album
        and playlists.is_scheduled_release
        and playlists.release_date < block.time
        and playlists.is_current
        and not playlists.is_delete
      returning playlists.playlist_id, em.hash_playlists(playlists)
    )
    select due.playlist_id
    from due
    order by due.playlist_id
  loop
    perform em.notify_of_playlist(published.playlist_id, false, false, block);
  end loop;
end
$$;

comment on function em.publish_scheduled_releases(em.block) is
  'Makes tracks and albums public whose scheduled date has passed before the time of the block, and tells those who '
  'care. Other playlists stay private until their owner publishes them.';
