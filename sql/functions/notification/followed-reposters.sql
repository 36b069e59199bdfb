create function em.followed_reposters(user_id integer, item_type text, item_id integer, at timestamp)
returns integer[]
language plpgsql stable parallel safe
as $$
begin
  return array(
    select reposts.user_id
    from reposts
    join follows on follows.followee_user_id = reposts.user_id
    where reposts.repost_item_id = item_id
      and reposts.repost_type = item_type::reposttype
      and reposts.is_current
      and not reposts.is_delete
      and reposts.created_at > at - interval '1 month'
      and reposts.created_at < at
      and follows.follower_user_id = followed_reposters.user_id
      and follows.is_current
      and not follows.is_delete
    order by reposts.user_id
  );
end
$$;

comment on function em.followed_reposters(integer, text, integer, timestamp) is
  'Whom a user follows among those who reposted an item within the month before a time.';
