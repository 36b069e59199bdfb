create function em.notify_of_save(
  user_id bigint,
  item_type text,
  item_id bigint,
  is_save_of_repost boolean,
  block em.block
)
returns void
language plpgsql
as $$
declare
  owner_id integer;
  of_bought_album boolean;
begin
  if not em.is_left_to_us('saves', 'save') or em.is_shadow_banned(user_id::integer) then
    return;
  end if;
  owner_id := em.owner_of_item(item_type, item_id::integer);
  of_bought_album := item_type = 'track' and em.is_of_bought_album(user_id::integer, item_id::integer);
  if not of_bought_album and not em.is_bought(user_id::integer, item_type, item_id::integer) then
    perform em.notify(
      'save',
      format('save:%s:type:%s', item_id, item_type),
      user_id::text,
      array[owner_id],
      jsonb_build_object('save_item_id', item_id, 'user_id', user_id, 'type', item_type),
      block.number,
      block.time);
  end if;
  if is_save_of_repost and not of_bought_album then
    perform em.notify(
      'save_of_repost',
      format('save_of_repost:%s:type:%s', item_id, item_type),
      user_id::text,
      em.followed_reposters(user_id::integer, item_type, item_id::integer, block.time),
      jsonb_build_object(
        'save_of_repost_item_id', item_id,
        'user_id', user_id,
        'type', em.shown_item_type(item_type, item_id::integer)
      ),
      block.number,
      block.time);
  end if;
  if item_type = 'track' then
    perform em.notify_cosign(user_id::integer, item_id::integer, owner_id, block.number, block.time);
  end if;
end
$$;

comment on function em.notify_of_save(bigint, text, bigint, boolean, em.block) is
  'Tells the owner of what a user has saved, and those whose repost of it the user saw, where no trigger does.';
