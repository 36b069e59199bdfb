create function em.notify_of_follow(follower_id bigint, followee_id bigint, block em.block)
returns void
language plpgsql
as $$
begin
  if em.is_left_to_us('follows', 'follow') and not em.is_shadow_banned(follower_id::integer) then
    perform em.notify(
      'follow',
      format('follow:%s', followee_id),
      follower_id::text,
      array[followee_id::integer],
      jsonb_build_object('followee_user_id', followee_id, 'follower_user_id', follower_id),
      block.number,
      block.time);
  end if;
end
$$;

comment on function em.notify_of_follow(bigint, bigint, em.block) is
  'Tells a user who has begun to follow them, where no trigger does.';
