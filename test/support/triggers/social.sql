-- Follows, saves and reposts. What a change counts is what the generations differ in: counted() and
-- saves_now() stand in a file of each.
create or replace function handle_follow() returns trigger language plpgsql as $$
declare
  d constant integer := counted(tg_op, new.is_delete, case tg_op when 'UPDATE' then old.is_delete end);
  followers bigint;
begin
  insert into aggregate_user (user_id) values (new.followee_user_id), (new.follower_user_id) on conflict do nothing;
  update aggregate_user set following_count = following_count + d where user_id = new.follower_user_id;
  update aggregate_user set follower_count = follower_count + d where user_id = new.followee_user_id
  returning follower_count into followers;
  if new.is_delete or (select score < 0 from aggregate_user where user_id = new.follower_user_id) then
    return null;
  end if;
  if followers in (10, 25, 50, 100, 250, 500, 1000, 5000, 10000, 20000, 50000, 100000, 1000000) then
    insert into milestones values (
      new.followee_user_id, 'FOLLOWER_COUNT', followers, new.blocknumber, new.slot, new.created_at
    ) on conflict do nothing;
    perform told('milestone_follower_count',
      format('milestone:FOLLOWER_COUNT:id:%s:threshold:%s', new.followee_user_id, followers),
      new.followee_user_id::text, array[new.followee_user_id],
      jsonb_build_object('type', 'FOLLOWER_COUNT', 'user_id', new.followee_user_id, 'threshold', followers),
      new.blocknumber, new.created_at);
  end if;
  perform told('follow', 'follow:' || new.followee_user_id, new.follower_user_id::text, array[new.followee_user_id],
    jsonb_build_object('followee_user_id', new.followee_user_id, 'follower_user_id', new.follower_user_id),
    new.blocknumber, new.created_at);
  return null;
end $$;

-- What saves and reposts have in common: of whose item, from whose repost, as a remix that its original's artist likes.
create or replace function told_of_item(
  verb text, item_type text, item integer, person integer, is_of_repost boolean, blocknumber integer, at timestamp
)
returns void language plpgsql as $$
declare
  owner integer;
  parent integer;
  of_album boolean := false;
begin
  if item_type = 'track' then
    select owner_id, (remix_of -> 'tracks' -> 0 ->> 'parent_track_id')::integer into owner, parent
    from tracks where track_id = item and is_current;
  else
    select playlist_owner_id, is_album into owner, of_album from playlists where playlist_id = item and is_current;
  end if;
  if (select score < 0 from aggregate_user where user_id = person) then
    return;
  end if;
  perform told(verb, format('%s:%s:type:%s', verb, item, item_type), person::text, array[owner],
    jsonb_build_object(verb || '_item_id', item, 'user_id', person, 'type', item_type), blocknumber, at);
  if is_of_repost then
    perform told(verb || '_of_repost', format('%s_of_repost:%s:type:%s', verb, item, item_type), person::text,
      array(
        select user_id from reposts join follows on followee_user_id = user_id
        where repost_item_id = item and repost_type::text = item_type and not reposts.is_delete and reposts.is_current
          and reposts.created_at > at - interval '1 month' and reposts.created_at < at
          and follower_user_id = person and not follows.is_delete and follows.is_current
        order by user_id
      ),
      jsonb_build_object(verb || '_of_repost_item_id', item, 'user_id', person,
        'type', case when of_album then 'album' else item_type end),
      blocknumber, at);
  end if;
  if person = (select owner_id from tracks where track_id = parent and is_current) then
    perform told('cosign', format('cosign:parent_track%s:original_track:%s', parent, item), person::text, array[owner],
      jsonb_build_object('parent_track_id', parent, 'track_id', item, 'track_owner_id', owner), blocknumber, at);
  end if;
end $$;

create or replace function handle_save() returns trigger language plpgsql as $$
declare
  d constant integer := counted(tg_op, new.is_delete, case tg_op when 'UPDATE' then old.is_delete end);
begin
  insert into aggregate_user (user_id) values (new.user_id) on conflict do nothing;
  if new.save_type = 'track' then
    insert into aggregate_track (track_id) values (new.save_item_id) on conflict do nothing;
    update aggregate_track set save_count = saves_now(save_count, d, null, new.save_type, new.save_item_id)
    where track_id = new.save_item_id;
    update aggregate_user set track_save_count = saves_now(track_save_count, d, new.user_id, new.save_type, null)
    where user_id = new.user_id;
  else
    update aggregate_playlist set save_count = saves_now(save_count, d, null, new.save_type, new.save_item_id)
    where playlist_id = new.save_item_id;
  end if;
  -- 'save', 'save_of_repost', 'cosign'
  if not new.is_delete then
    perform told_of_item('save', new.save_type::text, new.save_item_id, new.user_id, new.is_save_of_repost,
      new.blocknumber, new.created_at);
  end if;
  return null;
end $$;

create or replace function handle_repost() returns trigger language plpgsql as $$
declare
  d constant integer := counted(tg_op, new.is_delete, case tg_op when 'UPDATE' then old.is_delete end);
begin
  insert into aggregate_user (user_id) values (new.user_id) on conflict do nothing;
  update aggregate_user set repost_count = repost_count + d where user_id = new.user_id;
  if new.repost_type = 'track' then
    insert into aggregate_track (track_id) values (new.repost_item_id) on conflict do nothing;
    update aggregate_track set repost_count = repost_count + d where track_id = new.repost_item_id;
  else
    update aggregate_playlist set repost_count = repost_count + d where playlist_id = new.repost_item_id;
  end if;
  -- 'repost', 'repost_of_repost', 'cosign'
  if not new.is_delete then
    perform told_of_item('repost', new.repost_type::text, new.repost_item_id, new.user_id, new.is_repost_of_repost,
      new.blocknumber, new.created_at);
  end if;
  return null;
end $$;
