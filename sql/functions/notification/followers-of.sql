create function em.followers_of(user_id integer)
returns integer[]
language plpgsql stable parallel safe
as $$
begin
  return array(
    select follows.follower_user_id
    from follows
    where follows.followee_user_id = followers_of.user_id
      and follows.is_current
      and not follows.is_delete
    order by follows.follower_user_id
  );
end
$$;

comment on function em.followers_of(integer) is
  'Who follows a user.';
