create function em.rebuild_aggregate_playlist()
returns bigint
language plpgsql
as $$
declare
  changed bigint;
begin
  insert into aggregate_playlist (playlist_id, is_album, repost_count, save_count, share_count)
  select
    item.playlist_id,
    coalesce(playlist.is_album, false),
    coalesce(repost.total, 0),
    coalesce(save.total, 0),
    coalesce(share.total, 0)
  from (
    select aggregate_playlist.playlist_id
    from aggregate_playlist
    union
    select playlists.playlist_id
    from playlists
    union
    select reposts.repost_item_id
    from reposts
    where reposts.repost_type <> 'track'
    union
    select saves.save_item_id
    from saves
    where saves.save_type <> 'track'
    union
    select shares.share_item_id
    from shares
    where shares.share_type <> 'track'
  ) as item
  left join (
    select playlists.playlist_id, playlists.is_album
    from playlists
    where playlists.is_current
  ) as playlist using (playlist_id)
  left join (
    select reposts.repost_item_id as playlist_id, count(*) as total
    from reposts
    where reposts.repost_type <> 'track'
      and reposts.is_current
      and not reposts.is_delete
    group by reposts.repost_item_id
  ) as repost using (playlist_id)
  left join (
    select saves.save_item_id as playlist_id, count(*) as total
    from saves
    where saves.save_type <> 'track'
      and saves.is_current
      and not saves.is_delete
    group by saves.save_item_id
  ) as save using (playlist_id)
  left join (
    select shares.share_item_id as playlist_id, count(*) as total
    from shares
    where shares.share_type <> 'track'
    group by shares.share_item_id
  ) as share using (playlist_id)
  on conflict (playlist_id) do update
  set is_album = excluded.is_album,
    repost_count = excluded.repost_count,
    save_count = excluded.save_count,
    share_count = excluded.share_count
  where (
    aggregate_playlist.is_album, aggregate_playlist.repost_count, aggregate_playlist.save_count,
    aggregate_playlist.share_count
  ) is distinct from (
    excluded.is_album, excluded.repost_count, excluded.save_count, excluded.share_count
  );
  get diagnostics changed = row_count;
  return changed;
end
$$;

comment on function em.rebuild_aggregate_playlist() is
  'Counts reposts, saves and shares of each playlist and album again, and gives how many rows were otherwise.';
