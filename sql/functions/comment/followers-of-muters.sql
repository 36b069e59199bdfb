create function em.followers_of_muters(muted_user_id bigint)
returns bigint
language plpgsql stable parallel safe
as $$
begin
  return (
    select coalesce(sum(aggregate_user.follower_count), 0)::bigint
    from muted_users
    join aggregate_user on aggregate_user.user_id = muted_users.user_id
    where muted_users.muted_user_id = followers_of_muters.muted_user_id
  );
end
$$;

comment on function em.followers_of_muters(bigint) is
  'The sum of followers over the users who muted a user, also those who have unmuted them since.';
