create function em.count_repost(user_id integer, item_type text, item_id integer, change integer)
returns bigint
language plpgsql
as $$
declare
  reposts bigint;
begin
  update aggregate_user
  set repost_count = aggregate_user.repost_count + change
  where aggregate_user.user_id = count_repost.user_id;
  if item_type = 'track' then
    update aggregate_track
    set repost_count = aggregate_track.repost_count + change
    where aggregate_track.track_id = item_id
    returning aggregate_track.repost_count
    into reposts;
  else
    update aggregate_playlist
    set repost_count = aggregate_playlist.repost_count + change
    where aggregate_playlist.playlist_id = item_id
    returning aggregate_playlist.repost_count
    into reposts;
  end if;
  return reposts;
end
$$;

comment on function em.count_repost(integer, text, integer, integer) is
  'Changes how often a track, playlist or album is reposted, and how much a user has reposted. Gives the former.';
