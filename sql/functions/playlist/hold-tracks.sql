-- Only what changes is written: each update of a track makes production's triggers count its owner's catalogue.
create function em.hold_tracks(playlist_id integer, contents jsonb, block_time timestamp)
returns void
language plpgsql
as $$
#variable_conflict use_variable
declare
  listed constant integer[] := em.tracks_of_contents(contents);
  written_at constant timestamptz := block_time at time zone 'UTC';
  gone integer[];
  held integer[];
begin
  with left_out as (
    update playlist_tracks
    set
      is_removed = true,
      updated_at = written_at
    where playlist_tracks.playlist_id = hold_tracks.playlist_id
      and not playlist_tracks.is_removed
      and playlist_tracks.track_id not in (select unnest(listed))
    returning playlist_tracks.track_id, em.hash_playlist_tracks(playlist_tracks)
  )
  select array_agg(left_out.track_id)
  into gone
  from left_out;

  with taken_in as (
    insert into playlist_tracks as present (playlist_id, track_id, is_removed, created_at, updated_at)
    select playlist_id, track.id, false, written_at, written_at
    from unnest(listed) as track (id)
    on conflict on constraint playlist_tracks_pkey do update
    set
      is_removed = false,
      updated_at = excluded.updated_at
    where present.is_removed
    returning present.track_id, em.hash_playlist_tracks(present)
  )
  select array_agg(taken_in.track_id)
  into held
  from taken_in;

  if gone is not null then
    perform em.note_tracks_gone(playlist_id, gone, block_time);
  end if;
  if held is not null then
    perform em.note_tracks_held(playlist_id, held, block_time);
  end if;
end
$$;

comment on function em.hold_tracks(integer, jsonb, timestamp) is
  'Brings playlist_tracks, and what tracks say of the playlists that hold or held them, in line with a playlist''s '
  'contents. A track that comes back keeps the time at which it first came.';
