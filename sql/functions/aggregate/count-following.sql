create function em.count_following(user_id integer)
returns bigint
language plpgsql stable parallel safe
as $$
begin
  return (
    select count(*)
    from follows
    where follows.follower_user_id = count_following.user_id
      and follows.is_current
      and not follows.is_delete
  );
end
$$;

comment on function em.count_following(integer) is
  'How many a user follows.';
