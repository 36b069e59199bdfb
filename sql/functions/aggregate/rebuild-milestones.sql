-- What came and went leaves no trace in the tables: a step that was reached and lost again is not found.
create function em.rebuild_milestones()
returns bigint
language plpgsql
as $$
declare
  added bigint;
begin
  insert into milestones (id, name, threshold, blocknumber, slot, "timestamp")
  select step.id, step.name, step.position, step.blocknumber, step.slot, step.created_at
  from (
    select
      'FOLLOWER_COUNT' as name,
      follows.followee_user_id as id,
      row_number() over (partition by follows.followee_user_id order by follows.blocknumber, follows.created_at)
        as position,
      follows.blocknumber,
      follows.slot,
      follows.created_at
    from follows
    where follows.is_current
      and not follows.is_delete
    union all
    select
      case when saves.save_type = 'track' then 'TRACK_SAVE_COUNT' else 'PLAYLIST_SAVE_COUNT' end,
      saves.save_item_id,
      row_number() over (
        partition by saves.save_item_id, saves.save_type = 'track' order by saves.blocknumber, saves.created_at
      ),
      saves.blocknumber,
      saves.slot,
      saves.created_at
    from saves
    where saves.is_current
      and not saves.is_delete
    union all
    select
      case when reposts.repost_type = 'track' then 'TRACK_REPOST_COUNT' else 'PLAYLIST_REPOST_COUNT' end,
      reposts.repost_item_id,
      row_number() over (
        partition by reposts.repost_item_id, reposts.repost_type = 'track'
        order by reposts.blocknumber, reposts.created_at
      ),
      reposts.blocknumber,
      reposts.slot,
      reposts.created_at
    from reposts
    where reposts.is_current
      and not reposts.is_delete
    union all
    select
      'LISTEN_COUNT',
      plays.play_item_id,
      coalesce(em.play_deltas.delta, 0) + row_number() over (partition by plays.play_item_id order by plays.id),
      null,
      plays.slot,
      plays.created_at
    from plays
    left join em.play_deltas on em.play_deltas.track_id = plays.play_item_id
  ) as step
  where step.position = any (em.milestone_steps(step.name))
  on conflict do nothing;
  get diagnostics added = row_count;
  return added;
end
$$;

comment on function em.rebuild_milestones() is
  'Adds the milestones that the counts of today have passed, each with the time at which today''s rows came to it, and '
  'gives how many were missing.';
