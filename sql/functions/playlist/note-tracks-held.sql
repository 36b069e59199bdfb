create function em.note_tracks_held(playlist_id integer, held integer[], held_at timestamp)
returns void
language plpgsql
as $$
declare
  hashed boolean;
begin
  for hashed in
    update tracks
    set
      playlists_containing_track = case
        when playlist_id = any (tracks.playlists_containing_track) then tracks.playlists_containing_track
        else tracks.playlists_containing_track || playlist_id
      end,
      playlists_previously_containing_track =
        em.object_or_empty(tracks.playlists_previously_containing_track) - playlist_id::text,
      updated_at = held_at
    where tracks.track_id = any (held)
      and tracks.is_current
      and (
        playlist_id <> all (tracks.playlists_containing_track)
        or tracks.playlists_previously_containing_track ? playlist_id::text
      )
    returning em.hash_tracks(tracks)
  loop
  end loop;
end
$$;

comment on function em.note_tracks_held(integer, integer[], timestamp) is
  'Notes with tracks that a playlist holds them.';
