create function em.rebuild_aggregate_track()
returns bigint
language plpgsql
as $$
declare
  changed bigint;
begin
  insert into aggregate_track (track_id, repost_count, save_count, comment_count, share_count)
  select
    item.track_id,
    coalesce(repost.total, 0),
    coalesce(save.total, 0),
    coalesce(comment.total, 0),
    coalesce(share.total, 0)
  from (
    select aggregate_track.track_id
    from aggregate_track
    union
    select tracks.track_id
    from tracks
    union
    select reposts.repost_item_id
    from reposts
    where reposts.repost_type = 'track'
    union
    select saves.save_item_id
    from saves
    where saves.save_type = 'track'
    union
    select comments.entity_id
    from comments
    where comments.entity_type = 'Track'
    union
    select shares.share_item_id
    from shares
    where shares.share_type = 'track'
  ) as item
  left join (
    select reposts.repost_item_id as track_id, count(*) as total
    from reposts
    where reposts.repost_type = 'track'
      and reposts.is_current
      and not reposts.is_delete
    group by reposts.repost_item_id
  ) as repost using (track_id)
  left join (
    select saves.save_item_id as track_id, count(*) as total
    from saves
    where saves.save_type = 'track'
      and saves.is_current
      and not saves.is_delete
    group by saves.save_item_id
  ) as save using (track_id)
  left join (
    select comments.entity_id as track_id, count(*) as total
    from comments
    where comments.entity_type = 'Track'
      and comments.is_visible
      and not comments.is_delete
    group by comments.entity_id
  ) as comment using (track_id)
  left join (
    select shares.share_item_id as track_id, count(*) as total
    from shares
    where shares.share_type = 'track'
    group by shares.share_item_id
  ) as share using (track_id)
  on conflict (track_id) do update
  set repost_count = excluded.repost_count,
    save_count = excluded.save_count,
    comment_count = excluded.comment_count,
    share_count = excluded.share_count
  where (
    aggregate_track.repost_count, aggregate_track.save_count, aggregate_track.comment_count, aggregate_track.share_count
  ) is distinct from (
    excluded.repost_count, excluded.save_count, excluded.comment_count, excluded.share_count
  );
  get diagnostics changed = row_count;
  return changed;
end
$$;

comment on function em.rebuild_aggregate_track() is
  'Counts reposts, saves, comments and shares of each track again, and gives how many rows were otherwise.';
