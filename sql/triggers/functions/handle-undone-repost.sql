create function handle_undone_repost()
returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    update em.undone_actions
    set
      undone_in = new.blocknumber,
      undone_by = new.txhash
    where undone_actions.name
        = case new.repost_type when 'track' then 'TRACK_REPOST_COUNT' else 'PLAYLIST_REPOST_COUNT' end
      and undone_actions.id = new.repost_item_id
      and undone_actions.user_id = new.user_id
      and undone_actions.undone_by is null;
  else
    insert into em.undone_actions (
      name, id, user_id, blocknumber, slot, created_at, txhash, undone_in, undone_by
    )
    values (
      case old.repost_type when 'track' then 'TRACK_REPOST_COUNT' else 'PLAYLIST_REPOST_COUNT' end,
      old.repost_item_id,
      old.user_id,
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

comment on function handle_undone_repost() is
  'Keeps a repost that is taken back, while nobody counts. Ours. A row that is taken away is finished when it has been '
  'written again as deleted.';
