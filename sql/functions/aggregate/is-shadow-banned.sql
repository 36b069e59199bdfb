create function em.is_shadow_banned(user_id integer)
returns boolean
language plpgsql stable parallel safe
as $$
begin
  return exists (
    select from aggregate_user
    where aggregate_user.user_id = is_shadow_banned.user_id
      and aggregate_user.score < 0
  );
end
$$;

comment on function em.is_shadow_banned(integer) is
  'Whether a job of the API has found that a user is no fan but a machine: what such a user does notifies nobody.';
