create function em.notify_remix_contest_started(track_id integer, owner_id integer, block em.block)
returns void
language plpgsql
as $$
begin
  insert into notification (type, group_id, specifier, user_ids, data, timestamp, blocknumber)
  select
    'fan_remix_contest_started',
    format('fan_remix_contest_started:%s:user:%s', notify_remix_contest_started.track_id, contest.user_id),
    fan.user_id::text,
    array[fan.user_id],
    jsonb_build_object('entity_user_id', owner_id, 'entity_id', notify_remix_contest_started.track_id),
    block.time,
    block.number
  from (
    select events.user_id
    from events
    where events.entity_id = notify_remix_contest_started.track_id
      and events.event_type = 'remix_contest'
      and not events.is_deleted
    order by events.event_id
    limit 1
  ) as contest
  cross join lateral (
    select follows.follower_user_id as user_id
    from follows
    where follows.followee_user_id = contest.user_id
      and follows.is_current
      and not follows.is_delete
    union
    select saves.user_id
    from saves
    where saves.save_item_id = notify_remix_contest_started.track_id
      and saves.save_type = 'track'
      and saves.is_current
      and not saves.is_delete
  ) as fan
  order by fan.user_id
  on conflict (group_id, specifier) do nothing;
end
$$;

comment on function em.notify_remix_contest_started(integer, integer, em.block) is
  'For a track that has just become public and hosts a remix contest (ended or not): notifies those who follow the '
  'host or saved the track that the contest has started, each person once for a track and host.';
