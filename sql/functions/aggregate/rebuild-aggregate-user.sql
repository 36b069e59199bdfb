create function em.rebuild_aggregate_user()
returns bigint
language plpgsql
as $$
declare
  changed bigint;
begin
  insert into aggregate_user (
    user_id, track_count, total_track_count, playlist_count, album_count, follower_count, following_count,
    repost_count, track_save_count, track_share_count
  )
  select
    person.user_id,
    coalesce(track.listed, 0),
    coalesce(track.total, 0),
    coalesce(playlist.playlists, 0),
    coalesce(playlist.albums, 0),
    coalesce(follower.total, 0),
    coalesce(following.total, 0),
    coalesce(repost.total, 0),
    coalesce(save.total, 0),
    coalesce(share.total, 0)
  from (
    select aggregate_user.user_id
    from aggregate_user
    union
    select users.user_id
    from users
    union
    select tracks.owner_id
    from tracks
    union
    select playlists.playlist_owner_id
    from playlists
    union
    select follows.follower_user_id
    from follows
    union
    select follows.followee_user_id
    from follows
    union
    select reposts.user_id
    from reposts
    union
    select saves.user_id
    from saves
    union
    select shares.user_id
    from shares
  ) as person
  left join (
    select tracks.owner_id as user_id, count(*) as total, count(*) filter (where not tracks.is_unlisted) as listed
    from tracks
    where em.is_counted_track(tracks)
    group by tracks.owner_id
  ) as track using (user_id)
  left join (
    select
      playlists.playlist_owner_id as user_id,
      count(*) filter (where playlists.is_album) as albums,
      count(*) filter (where not playlists.is_album) as playlists
    from playlists
    where em.is_public_playlist(playlists)
    group by playlists.playlist_owner_id
  ) as playlist using (user_id)
  left join (
    select follows.followee_user_id as user_id, count(*) as total
    from follows
    where follows.is_current
      and not follows.is_delete
    group by follows.followee_user_id
  ) as follower using (user_id)
  left join (
    select follows.follower_user_id as user_id, count(*) as total
    from follows
    where follows.is_current
      and not follows.is_delete
    group by follows.follower_user_id
  ) as following using (user_id)
  left join (
    select reposts.user_id, count(*) as total
    from reposts
    where reposts.is_current
      and not reposts.is_delete
    group by reposts.user_id
  ) as repost using (user_id)
  left join (
    select saves.user_id, count(*) as total
    from saves
    where saves.save_type = 'track'
      and saves.is_current
      and not saves.is_delete
    group by saves.user_id
  ) as save using (user_id)
  left join (
    select shares.user_id, count(*) as total
    from shares
    where shares.share_type = 'track'
    group by shares.user_id
  ) as share using (user_id)
  on conflict (user_id) do update
  set track_count = excluded.track_count,
    total_track_count = excluded.total_track_count,
    playlist_count = excluded.playlist_count,
    album_count = excluded.album_count,
    follower_count = excluded.follower_count,
    following_count = excluded.following_count,
    repost_count = excluded.repost_count,
    track_save_count = excluded.track_save_count,
    track_share_count = excluded.track_share_count
  where (
    aggregate_user.track_count, aggregate_user.total_track_count, aggregate_user.playlist_count,
    aggregate_user.album_count, aggregate_user.follower_count, aggregate_user.following_count,
    aggregate_user.repost_count, aggregate_user.track_save_count, aggregate_user.track_share_count
  ) is distinct from (
    excluded.track_count, excluded.total_track_count, excluded.playlist_count,
    excluded.album_count, excluded.follower_count, excluded.following_count,
    excluded.repost_count, excluded.track_save_count, excluded.track_share_count
  );
  get diagnostics changed = row_count;
  return changed;
end
$$;

comment on function em.rebuild_aggregate_user() is
  'Counts what each user has, did and is followed by again, and gives how many rows were otherwise. Leaves alone what '
  'the API''s jobs keep there: the score, the genre, the supporters.';
