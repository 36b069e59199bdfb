-- Python distinguishes track ids written as texts from those that are numbers. It keeps a row for both, but tracks do
-- not count a text as being in the playlist, and each time its row starts afresh. Offset 0 keeps the planner from
-- reading the track of an entry more than once.
create function em.sync_playlist_tracks(playlist_id integer, contents jsonb, block_time timestamp)
returns void
language plpgsql
as $$
#variable_conflict use_variable
declare
  written_at constant timestamptz := block_time at time zone 'UTC';
  playlist_key constant text := playlist_id::text;
  left_at constant jsonb := jsonb_build_object('time', extract(epoch from block_time)::bigint);
  listed integer[];
  spelled integer[];
  gone integer[];
  hashed boolean;
begin
  select
    coalesce(array_agg(distinct entry.track) filter (where entry.is_number), '{}'),
    coalesce(array_agg(distinct entry.track) filter (where not entry.is_number), '{}')
  into listed, spelled
  from (
    select
      em.compared_integer(item.track) as track,
      jsonb_typeof(item.track) = 'number' as is_number
    from (
      select element.value -> 'track' as track
      from jsonb_array_elements(contents -> 'track_ids') as element
      offset 0
    ) as item
    offset 0
  ) as entry
  where entry.track is not null;

  gone := array(
    select playlist_tracks.track_id
    from playlist_tracks
    where playlist_tracks.playlist_id = sync_playlist_tracks.playlist_id
      and playlist_tracks.track_id not in (select unnest(listed))
  );

  if gone <> '{}' then
    for hashed in
      update playlist_tracks
      set
        is_removed = true,
        updated_at = written_at
      where playlist_tracks.playlist_id = sync_playlist_tracks.playlist_id
        and playlist_tracks.track_id = any (gone)
        and not playlist_tracks.is_removed
      returning em.hash_playlist_tracks(playlist_tracks)
    loop
    end loop;

    for hashed in
      update tracks
      set
        playlists_containing_track = em.without_first(tracks.playlists_containing_track, playlist_id),
        playlists_previously_containing_track = case
          when tracks.playlists_previously_containing_track ? playlist_key
            then tracks.playlists_previously_containing_track
          else jsonb_build_object(playlist_key, left_at)
            || em.object_or_empty(tracks.playlists_previously_containing_track)
        end,
        updated_at = block_time
      where tracks.track_id = any (gone)
        and tracks.is_current
        and (
          playlist_id = any (tracks.playlists_containing_track)
          or not tracks.playlists_previously_containing_track ? playlist_key
        )
      returning em.hash_tracks(tracks)
    loop
    end loop;
  end if;

  if listed <> '{}' or spelled <> '{}' then
    for hashed in
      insert into playlist_tracks (playlist_id, track_id, is_removed, created_at, updated_at)
      select distinct playlist_id, track.number, false, written_at, written_at
      from unnest(listed || spelled) as track (number)
      on conflict on constraint playlist_tracks_pkey do update
      set
        is_removed = false,
        updated_at = written_at,
        created_at = case
          when playlist_tracks.track_id = any (spelled) then written_at
          else playlist_tracks.created_at
        end
      where playlist_tracks.is_removed or playlist_tracks.track_id = any (spelled)
      returning em.hash_playlist_tracks(playlist_tracks)
    loop
    end loop;

    perform em.note_tracks_held(playlist_id, listed, block_time);
  end if;
end
$$;

comment on function em.sync_playlist_tracks(integer, jsonb, timestamp) is
  'Brings playlist_tracks, and what tracks say of the playlists that hold or held them, in line with a playlist''s '
  'contents. Only what changes is written; in tracks only these two columns and updated_at. An entry that returns '
  'keeps its created_at.';
