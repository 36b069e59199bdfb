create function em.notify_of_repost(
  user_id bigint,
  item_type text,
  item_id bigint,
  is_repost_of_repost boolean,
  block em.block
)
returns void
language plpgsql
as $$
declare
  owner_id integer;
begin
  if not em.is_left_to_us('reposts', 'repost') or em.is_shadow_banned(user_id::integer) then
    return;
  end if;
  owner_id := em.owner_of_item(item_type, item_id::integer);
  perform em.notify(
    'repost',
    format('repost:%s:type:%s', item_id, item_type),
    user_id::text,
    array[owner_id],
    jsonb_build_object('repost_item_id', item_id, 'user_id', user_id, 'type', item_type),
    block.number,
    block.time);
  if is_repost_of_repost then
    perform em.notify(
      'repost_of_repost',
      format('repost_of_repost:%s:type:%s', item_id, item_type),
      user_id::text,
      em.followed_reposters(user_id::integer, item_type, item_id::integer, block.time),
      jsonb_build_object(
        'repost_of_repost_item_id', item_id,
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

comment on function em.notify_of_repost(bigint, text, bigint, boolean, em.block) is
  'Tells the owner of what a user has reposted, and those whose repost of it the user saw, where no trigger does.';
