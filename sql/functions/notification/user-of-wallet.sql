create function em.user_of_wallet(address text)
returns integer
language plpgsql stable parallel safe
as $$
begin
  return (
    select users.user_id
    from users
    where lower(users.wallet) = lower(address)
      and users.is_current
    order by users.user_id
    limit 1
  );
end
$$;

comment on function em.user_of_wallet(text) is
  'The user whose wallet has an address, in whatever case; of several the first.';
