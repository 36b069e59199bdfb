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
  of_bought_album boolean;
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
  of_bought_album := item_type = 'track' and em.is_of_bought_album(new.user_id, new.save_item_id);
  if not of_bought_album and not em.is_bought(new.user_id, item_type, new.save_item_id) then
    perform em.notify(
      'save',
      format('save:%s:type:%s', new.save_item_id, new.save_type),
      new.user_id::text,
      array[owner_id],
      jsonb_build_object('save_item_id', new.save_item_id, 'user_id', new.user_id, 'type', new.save_type),
      new.blocknumber,
      new.created_at);
  end if;
  if new.is_save_of_repost and not of_bought_album then
    perform em.notify(
      'save_of_repost',
      format('save_of_repost:%s:type:%s', new.save_item_id, new.save_type),
      new.user_id::text,
      em.followed_reposters(new.user_id, item_type, new.save_item_id, new.created_at),
      jsonb_build_object(
        'save_of_repost_item_id', new.save_item_id,
        'user_id', new.user_id,
        'type', em.shown_item_type(item_type, new.save_item_id)
      ),
      new.blocknumber,
      new.created_at);
  end if;
  if item_type = 'track' then
    perform em.notify_cosign(new.user_id, new.save_item_id, owner_id, new.blocknumber, new.created_at);
  end if;
  return null;
end
$$;

comment on function handle_save() is
  'Counts a save for the item and, of a track, for the user, and tells the owner and those whose repost was saved.';
