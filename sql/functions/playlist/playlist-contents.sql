-- Offset 0 keeps the planner from reading the members of an item more than once.
create function em.playlist_contents(
  items jsonb, present jsonb, is_album boolean, owner_id integer, block_time timestamp
)
returns jsonb
language plpgsql stable parallel safe
as $$
declare
  block_seconds constant jsonb := to_jsonb(extract(epoch from block_time)::bigint);
begin
  return (
    select jsonb_build_object('track_ids', coalesce(
      jsonb_agg(
        jsonb_build_object(
          'track', sent.track,
          'time',
          case
            when (sent.track, sent.metadata_time) in (
              select entry.value -> 'track', em.truthy_or(entry.value -> 'metadata_time', entry.value -> 'time')
              from jsonb_array_elements(em.list_or_empty(present)) as entry
            ) then sent.metadata_time
            else block_seconds
          end,
          'metadata_time', sent.metadata_time
        )
        order by sent.position
      ),
      '[]'
    ))
    from (
      select
        item.position,
        em.truthy_or(item.value -> 'track', item.value -> 'track_id') as track,
        coalesce(
          em.truthy_or(
            item.value -> 'metadata_timestamp',
            em.truthy_or(item.value -> 'timestamp', item.value -> 'time')
          ),
          'null'
        ) as metadata_time
      from jsonb_array_elements(items) with ordinality as item (value, position)
      offset 0
    ) as sent
    where not is_album
      or exists (
        select from tracks
        where tracks.track_id = em.integer(sent.track)
          and tracks.is_current
          and tracks.owner_id = playlist_contents.owner_id
      )
  );
end
$$;

comment on function em.playlist_contents(jsonb, jsonb, boolean, integer, timestamp) is
  'The contents of a playlist as they are stored, {"track_ids": [{track, time, metadata_time}]}: metadata_time is when '
  'the client added the track; time is the block''s, or the client''s for an item that is there already (the same '
  'track and the same client''s time). An album drops tracks that do not exist or belong to others.';
