create function em.note_tracks_gone(playlist_id integer, gone integer[], gone_at timestamp)
returns void
language plpgsql
as $$
declare
  hashed boolean;
begin
  for hashed in
    update tracks
    set
      playlists_containing_track = array_remove(tracks.playlists_containing_track, playlist_id),
      playlists_previously_containing_track =
        jsonb_build_object(playlist_id::text, jsonb_build_object('time', floor(extract(epoch from gone_at))::bigint))
        || em.object_or_empty(tracks.playlists_previously_containing_track),
      updated_at = gone_at
    where tracks.track_id = any (gone)
      and tracks.is_current
      and (
        playlist_id = any (tracks.playlists_containing_track)
        or not tracks.playlists_previously_containing_track ? playlist_id::text
      )
    returning em.hash_tracks(tracks)
  loop
  end loop;
end
$$;

comment on function em.note_tracks_gone(integer, integer[], timestamp) is
  'Notes with tracks that a playlist, which held them, does not any more, and since when. A time that is noted '
  'already stays.';
