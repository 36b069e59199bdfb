create function em.notify_save(
  user_id integer,
  item_type text,
  item_id integer,
  owner_id integer,
  is_save_of_repost boolean,
  em_block integer,
  at timestamp
)
returns void
language plpgsql
as $$
declare
  of_bought_album constant boolean := item_type = 'track' and em.is_of_bought_album(user_id, item_id);
begin
  if not of_bought_album and not em.is_bought(user_id, item_type, item_id) then
    perform em.notify(
      'save',
      format('save:%s:type:%s', item_id, item_type),
      user_id::text,
      array[owner_id],
      jsonb_build_object('save_item_id', item_id, 'user_id', user_id, 'type', item_type),
      em_block,
      at);
  end if;
  if is_save_of_repost and not of_bought_album then
    perform em.notify(
      'save_of_repost',
      format('save_of_repost:%s:type:%s', item_id, item_type),
      user_id::text,
      em.followed_reposters(user_id, item_type, item_id, at),
      jsonb_build_object(
        'save_of_repost_item_id', item_id,
        'user_id', user_id,
        'type', em.shown_item_type(item_type, item_id)
      ),
      em_block,
      at);
  end if;
  if item_type = 'track' then
    perform em.notify_cosign(user_id, item_id, owner_id, em_block, at);
  end if;
end
$$;

comment on function em.notify_save(integer, text, integer, integer, boolean, integer, timestamp) is
  'Tells the owner of what a user has saved, and those whose repost of it the user saw. A save of what the user has '
  'bought is not told.';
