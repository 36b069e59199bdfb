create function em.keep_removed_tracks(playlist_id integer, removed jsonb, contents jsonb, block_time timestamp)
returns void
language plpgsql
as $$
#variable_conflict use_variable
declare
  gone record;
begin
  for gone in
    with first_entry as (
      select distinct on (entry.track)
        entry.track::integer as track_id,
        entry.came_at,
        entry.left_at
      from em.removed_tracks(removed, block_time) as entry
      order by entry.track, entry.position
    ),
    kept as (
      insert into playlist_tracks (playlist_id, track_id, is_removed, created_at, updated_at)
      select
        playlist_id,
        first_entry.track_id,
        true,
        first_entry.came_at at time zone 'UTC',
        first_entry.left_at at time zone 'UTC'
      from first_entry
      where first_entry.track_id not in (select unnest(em.tracks_of_contents(contents)))
      on conflict on constraint playlist_tracks_pkey do nothing
      returning
        playlist_tracks.track_id,
        playlist_tracks.updated_at at time zone 'UTC' as left_at,
        em.hash_playlist_tracks(playlist_tracks)
    )
    select array_agg(kept.track_id) as track_ids, kept.left_at
    from kept
    group by kept.left_at
    order by kept.left_at
  loop
    perform em.note_tracks_gone(playlist_id, gone.track_ids, gone.left_at);
  end loop;
end
$$;

comment on function em.keep_removed_tracks(integer, jsonb, jsonb, timestamp) is
  'Keeps the tracks that a playlist of the old chain once held, with the times at which they came and left. One that '
  'it holds today is left out, and of several entries for one track the first counts.';
