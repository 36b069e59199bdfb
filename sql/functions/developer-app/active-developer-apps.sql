create function em.active_developer_apps(user_id bigint)
returns bigint
language plpgsql stable parallel safe
as $$
begin
  return (
    select count(*)
    from developer_apps
    where developer_apps.user_id = active_developer_apps.user_id
      and developer_apps.is_current
      and not developer_apps.is_delete
  );
end
$$;

comment on function em.active_developer_apps(bigint) is
  'How many developer apps of a user are not deleted.';
