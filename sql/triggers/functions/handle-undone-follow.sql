create function handle_undone_follow()
returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    update em.undone_actions
    set
      undone_in = new.blocknumber,
      undone_by = new.txhash
    where undone_actions.name = 'FOLLOWER_COUNT'
      and undone_actions.id = new.followee_user_id
      and undone_actions.user_id = new.follower_user_id
      and undone_actions.undone_by is null;
  else
    insert into em.undone_actions (
      name, id, user_id, blocknumber, slot, created_at, txhash, undone_in, undone_by
    )
    values (
      'FOLLOWER_COUNT',
      old.followee_user_id,
      old.follower_user_id,
      old.blocknumber,
      old.slot,
      old.created_at,
      old.txhash,
      new.blocknumber,
      new.txhash
    );
  end if;
  return null;
end
$$;

comment on function handle_undone_follow() is
  'Keeps a follow that is taken back, while nobody counts. Ours. A row that is taken away is finished when it has been '
  'written again as deleted.';
