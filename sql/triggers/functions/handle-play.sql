create function handle_play()
returns trigger
language plpgsql
as $$
declare
  plays bigint;
  owner_id integer;
begin
  insert into aggregate_plays (play_item_id, count)
  values (new.play_item_id, 1)
  on conflict (play_item_id) do update
  set count = aggregate_plays.count + 1
  returning aggregate_plays.count
  into plays;
  insert into aggregate_monthly_plays (play_item_id, "timestamp", country, count)
  values (new.play_item_id, date_trunc('month', new.created_at)::date, coalesce(new.country, ''), 1)
  on conflict (play_item_id, "timestamp", country) do update
  set count = aggregate_monthly_plays.count + 1;

  if em.note_milestone('LISTEN_COUNT', new.play_item_id, plays, null, new.slot, new.created_at) then
    owner_id := em.owner_of_item('track', new.play_item_id);
    perform em.notify(
      'milestone',
      format('milestone:LISTEN_COUNT:id:%s:threshold:%s', new.play_item_id, plays),
      owner_id::text,
      array[owner_id],
      jsonb_build_object('type', 'LISTEN_COUNT', 'track_id', new.play_item_id, 'threshold', plays),
      null,
      new.created_at);
  end if;
  return null;
end
$$;

comment on function handle_play() is
  'Counts a play of a track, altogether and by month and country, and tells its owner of a milestone.';
