-- A count rises and falls in the order of the chain. The place of a transaction in its block is looked up only for the
-- blocks in which a count may have come to a step.
create function em.rebuild_milestones()
returns bigint
language plpgsql
as $$
declare
  added bigint;
begin
  insert into milestones (id, name, threshold, blocknumber, slot, "timestamp")
  with action as (
    select
      'FOLLOWER_COUNT' as name,
      follows.followee_user_id as id,
      1 as change,
      follows.blocknumber,
      follows.slot,
      follows.created_at,
      follows.txhash
    from follows
    where follows.is_current
      and not follows.is_delete
    union all
    select
      case when saves.save_type = 'track' then 'TRACK_SAVE_COUNT' else 'PLAYLIST_SAVE_COUNT' end,
      saves.save_item_id,
      1,
      saves.blocknumber,
      saves.slot,
      saves.created_at,
      saves.txhash
    from saves
    where saves.is_current
      and not saves.is_delete
    union all
    select
      case when reposts.repost_type = 'track' then 'TRACK_REPOST_COUNT' else 'PLAYLIST_REPOST_COUNT' end,
      reposts.repost_item_id,
      1,
      reposts.blocknumber,
      reposts.slot,
      reposts.created_at,
      reposts.txhash
    from reposts
    where reposts.is_current
      and not reposts.is_delete
    union all
    select
      undone_actions.name,
      undone_actions.id,
      1,
      undone_actions.blocknumber,
      undone_actions.slot,
      undone_actions.created_at,
      undone_actions.txhash
    from em.undone_actions
    union all
    select undone_actions.name, undone_actions.id, -1, undone_actions.undone_in, null, null, undone_actions.undone_by
    from em.undone_actions
  ),
  block as (
    select
      action.*,
      em.milestone_steps(action.name) as steps,
      sum(action.change) over so_far - sum(action.change) over in_block as before,
      count(*) filter (where action.change > 0) over in_block as rises
    from action
    window
      so_far as (partition by action.name, action.id order by action.blocknumber),
      in_block as (partition by action.name, action.id, action.blocknumber)
  ),
  counted as (
    select
      block.*,
      etl_transactions.tx_index,
      block.before + sum(block.change) over (
        partition by block.name, block.id, block.blocknumber
        order by etl_transactions.tx_index, block.created_at, block.change
        rows unbounded preceding
      ) as count
    from block
    left join etl_transactions on etl_transactions.tx_hash = block.txhash
    where width_bucket(block.before, block.steps) < width_bucket(block.before + block.rises, block.steps)
  ),
  play as (
    select
      plays.play_item_id,
      plays.slot,
      plays.created_at,
      coalesce(em.play_deltas.delta, 0) + row_number() over (partition by plays.play_item_id order by plays.id) as count
    from plays
    left join em.play_deltas on em.play_deltas.track_id = plays.play_item_id
  )
  (
    select distinct on (counted.id, counted.name, counted.count)
      counted.id, counted.name, counted.count, counted.blocknumber, counted.slot, counted.created_at
    from counted
    where counted.change > 0
      and counted.count = any (counted.steps)
    order by counted.id, counted.name, counted.count, counted.blocknumber, counted.tx_index, counted.created_at
  )
  union all
  select play.play_item_id, 'LISTEN_COUNT', play.count, null, play.slot, play.created_at
  from play
  where play.count = any (em.milestone_steps('LISTEN_COUNT'))
  on conflict do nothing;
  get diagnostics added = row_count;
  -- From here on the triggers count, and see for themselves what is undone.
  delete from em.undone_actions;
  return added;
end
$$;

comment on function em.rebuild_milestones() is
  'Adds the milestones that counts have come to, each with the block and the time at which it was first, and gives how '
  'many were missing. Forgets what was undone until now.';
