create function em.rebuild_aggregate_plays()
returns bigint
language plpgsql
as $$
declare
  changed bigint;
begin
  insert into aggregate_plays (play_item_id, count)
  select counted.play_item_id, sum(counted.plays)
  from (
    select aggregate_plays.play_item_id, 0 as plays
    from aggregate_plays
    union all
    select em.play_deltas.track_id, em.play_deltas.delta
    from em.play_deltas
    union all
    select plays.play_item_id, count(*)
    from plays
    group by plays.play_item_id
  ) as counted
  group by counted.play_item_id
  on conflict (play_item_id) do update
  set count = excluded.count
  where aggregate_plays.count is distinct from excluded.count;
  get diagnostics changed = row_count;
  return changed;
end
$$;

comment on function em.rebuild_aggregate_plays() is
  'Counts the plays of each track again, those included that a chain brings along as a number, and gives how many rows '
  'were otherwise.';
