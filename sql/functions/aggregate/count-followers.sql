create function em.count_followers(user_id integer)
returns bigint
language plpgsql stable parallel safe
as $$
begin
  return (
    select count(*)
    from follows
    where follows.followee_user_id = count_followers.user_id
      and follows.is_current
      and not follows.is_delete
  );
end
$$;

comment on function em.count_followers(integer) is
  'How many follow a user.';
