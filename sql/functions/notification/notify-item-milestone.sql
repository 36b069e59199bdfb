create function em.notify_item_milestone(
  name text,
  item_id integer,
  count bigint,
  owner_id integer,
  blocknumber integer,
  slot integer,
  reached_at timestamp
)
returns void
language plpgsql
as $$
begin
  if em.note_milestone(name, item_id, count, blocknumber, slot, reached_at) then
    perform em.notify(
      'milestone',
      format('milestone:%s:id:%s:threshold:%s', name, item_id, count),
      owner_id::text,
      array[owner_id],
      jsonb_build_object('type', name, 'threshold', count) || case
        when name like 'TRACK_%' then jsonb_build_object('track_id', item_id)
        else jsonb_build_object('playlist_id', item_id, 'is_album', em.shown_item_type('playlist', item_id) = 'album')
      end,
      blocknumber,
      reached_at);
  end if;
end
$$;

comment on function em.notify_item_milestone(text, integer, bigint, integer, integer, integer, timestamp) is
  'Keeps that the saves or reposts of a track, playlist or album have come to a step, and tells its owner.';
