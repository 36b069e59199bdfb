create function handle_save()
returns trigger
language plpgsql
as $$
declare
  change constant integer := new.is_current::integer * (not new.is_delete)::integer
    - case when tg_op = 'UPDATE' then old.is_current::integer * (not old.is_delete)::integer else 0 end;
  item_type constant text := new.save_type;
  owner_id integer;
  saves bigint;
begin
  insert into aggregate_user (user_id)
  values (new.user_id)
  on conflict do nothing;
  perform em.hold_item(item_type, new.save_item_id);

  if tg_op = 'INSERT' and new.is_delete then
    -- Edition 2025 undoes by taking the row away and writing it again as deleted, which only a count of all rows shows.
    perform em.recount_saves(new.user_id, new.save_type, new.save_item_id);
    return null;
  end if;
  if change = 0 then
    return null;
  end if;

  saves := em.count_save(new.user_id, item_type, new.save_item_id, change);
  if change < 0 or em.is_shadow_banned(new.user_id) then
    return null;
  end if;
  owner_id := em.owner_of_item(item_type, new.save_item_id);
  perform em.notify_item_milestone(
    case item_type when 'track' then 'TRACK_SAVE_COUNT' else 'PLAYLIST_SAVE_COUNT' end,
    new.save_item_id, saves, owner_id, new.blocknumber, new.slot, new.created_at);
  perform em.notify_save(
    new.user_id, item_type, new.save_item_id, owner_id, new.is_save_of_repost, new.blocknumber, new.created_at);
  return null;
end
$$;

comment on function handle_save() is
  'Counts a save for the item and, of a track, for the user, and tells the owner and those whose repost was saved.';
