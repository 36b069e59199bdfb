create function handle_user()
returns trigger
language plpgsql
as $$
begin
  insert into aggregate_user (user_id)
  values (new.user_id)
  on conflict do nothing;
  return null;
end
$$;

comment on function handle_user() is
  'Gives each new user a row of counts, without which the API does not show them.';
