create function em.recount_reposts(user_id integer, item_type reposttype, item_id integer)
returns void
language plpgsql
as $$
begin
  update aggregate_user
  set repost_count = (
    select count(*)
    from reposts
    where reposts.user_id = recount_reposts.user_id
      and reposts.is_current
      and not reposts.is_delete
  )
  where aggregate_user.user_id = recount_reposts.user_id;
  if item_type = 'track' then
    update aggregate_track
    set repost_count = (
      select count(*)
      from reposts
      where reposts.repost_item_id = item_id
        and reposts.repost_type = 'track'
        and reposts.is_current
        and not reposts.is_delete
    )
    where aggregate_track.track_id = item_id;
  else
    update aggregate_playlist
    set repost_count = (
      select count(*)
      from reposts
      where reposts.repost_item_id = item_id
        and reposts.repost_type <> 'track'
        and reposts.is_current
        and not reposts.is_delete
    )
    where aggregate_playlist.playlist_id = item_id;
  end if;
end
$$;

comment on function em.recount_reposts(integer, reposttype, integer) is
  'Counts again how much a user has reposted, and how often a track, playlist or album is.';
