-- Hardly anybody is muted: the sum is set up only where it has rows.
create function em.followers_of_muters(muted_user_id bigint)
returns bigint
language plpgsql stable parallel safe
as $$
begin
  if not exists (
    select from muted_users
    where muted_users.muted_user_id = followers_of_muters.muted_user_id
  ) then
    return 0;
  end if;
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
