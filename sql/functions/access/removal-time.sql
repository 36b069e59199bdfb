create function em.removal_time(previous_playlists jsonb, playlist_id integer)
returns timestamp
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(previous_playlists -> playlist_id::text -> 'time') = 'number'
      then em.time_of_unix_seconds((previous_playlists -> playlist_id::text -> 'time')::numeric)
  end
$$;

comment on function em.removal_time(jsonb, integer) is
  'When a track was taken out of a playlist, from tracks.playlists_previously_containing_track ({"playlist id": '
  '{"time": unix seconds}}); NULL when it never was.';
