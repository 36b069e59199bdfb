-- In the order of the key, so that neighbouring rows meet the same page of its index.
create function em.rebuild_aggregate_monthly_plays()
returns bigint
language plpgsql
as $$
declare
  changed bigint;
begin
  insert into aggregate_monthly_plays (play_item_id, "timestamp", country, count)
  select
    counted.play_item_id,
    counted.month,
    counted.country,
    sum(counted.plays)
  from (
    select
      aggregate_monthly_plays.play_item_id,
      aggregate_monthly_plays."timestamp" as month,
      aggregate_monthly_plays.country,
      0 as plays
    from aggregate_monthly_plays
    union all
    select
      plays.play_item_id,
      date_trunc('month', plays.created_at)::date,
      coalesce(plays.country, ''),
      1
    from plays
  ) as counted
  group by counted.play_item_id, counted.month, counted.country
  order by counted.play_item_id, counted.month, counted.country
  on conflict (play_item_id, "timestamp", country) do update
  set count = excluded.count
  where aggregate_monthly_plays.count is distinct from excluded.count;
  get diagnostics changed = row_count;
  return changed;
end
$$;

comment on function em.rebuild_aggregate_monthly_plays() is
  'Counts the plays of each track by month and country again, and gives how many rows were otherwise.';
