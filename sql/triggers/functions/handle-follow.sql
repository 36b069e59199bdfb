create function handle_follow()
returns trigger
language plpgsql
as $$
declare
  change constant integer := new.is_current::integer * (not new.is_delete)::integer
    - case when tg_op = 'UPDATE' then old.is_current::integer * (not old.is_delete)::integer else 0 end;
  followers bigint;
begin
  insert into aggregate_user (user_id)
  values (new.follower_user_id), (new.followee_user_id)
  on conflict do nothing;

  if tg_op = 'INSERT' and new.is_delete then
    -- Edition 2025 undoes by taking the row away and writing it again as deleted, which only a count of all rows shows.
    update aggregate_user
    set following_count = em.count_following(new.follower_user_id)
    where aggregate_user.user_id = new.follower_user_id;
    update aggregate_user
    set follower_count = em.count_followers(new.followee_user_id)
    where aggregate_user.user_id = new.followee_user_id;
    return null;
  end if;
  if change = 0 then
    return null;
  end if;

  update aggregate_user
  set following_count = aggregate_user.following_count + change
  where aggregate_user.user_id = new.follower_user_id;
  update aggregate_user
  set follower_count = aggregate_user.follower_count + change
  where aggregate_user.user_id = new.followee_user_id
  returning aggregate_user.follower_count
  into followers;

  if change < 0 or em.is_shadow_banned(new.follower_user_id) then
    return null;
  end if;
  if em.note_milestone(
    'FOLLOWER_COUNT', new.followee_user_id, followers, new.blocknumber, new.slot, new.created_at
  ) then
    perform em.notify(
      'milestone_follower_count',
      format('milestone:FOLLOWER_COUNT:id:%s:threshold:%s', new.followee_user_id, followers),
      new.followee_user_id::text,
      array[new.followee_user_id],
      jsonb_build_object('type', 'FOLLOWER_COUNT', 'user_id', new.followee_user_id, 'threshold', followers),
      new.blocknumber,
      new.created_at);
  end if;
  perform em.notify(
    'follow',
    format('follow:%s', new.followee_user_id),
    new.follower_user_id::text,
    array[new.followee_user_id],
    jsonb_build_object('followee_user_id', new.followee_user_id, 'follower_user_id', new.follower_user_id),
    new.blocknumber,
    new.created_at);
  return null;
end
$$;

comment on function handle_follow() is
  'Counts a follow for both users, and tells the one who is followed of it and of a milestone.';
