create function handle_repost()
returns trigger
language plpgsql
as $$
declare
  change constant integer := new.is_current::integer * (not new.is_delete)::integer
    - case when tg_op = 'UPDATE' then old.is_current::integer * (not old.is_delete)::integer else 0 end;
  item_type constant text := new.repost_type;
  owner_id integer;
  reposts bigint;
begin
  insert into aggregate_user (user_id)
  values (new.user_id)
  on conflict do nothing;
  perform em.hold_item(item_type, new.repost_item_id);

  if tg_op = 'INSERT' and new.is_delete then
    -- Edition 2025 undoes by taking the row away and writing it again as deleted, which only a count of all rows shows.
    perform em.recount_reposts(new.user_id, new.repost_type, new.repost_item_id);
    return null;
  end if;
  if change = 0 then
    return null;
  end if;

  reposts := em.count_repost(new.user_id, item_type, new.repost_item_id, change);
  if change < 0 or em.is_shadow_banned(new.user_id) then
    return null;
  end if;
  owner_id := em.owner_of_item(item_type, new.repost_item_id);
  perform em.notify_item_milestone(
    case item_type when 'track' then 'TRACK_REPOST_COUNT' else 'PLAYLIST_REPOST_COUNT' end,
    new.repost_item_id, reposts, owner_id, new.blocknumber, new.slot, new.created_at);
  perform em.notify_repost(
    new.user_id, item_type, new.repost_item_id, owner_id, new.is_repost_of_repost, new.blocknumber, new.created_at);
  return null;
end
$$;

comment on function handle_repost() is
  'Counts a repost for the item and the user, and tells the owner and those whose repost was reposted.';
