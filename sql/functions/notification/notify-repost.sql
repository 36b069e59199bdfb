create function em.notify_repost(
  user_id integer,
  item_type text,
  item_id integer,
  owner_id integer,
  is_repost_of_repost boolean,
  em_block integer,
  at timestamp
)
returns void
language plpgsql
as $$
begin
  perform em.notify(
    'repost',
    format('repost:%s:type:%s', item_id, item_type),
    user_id::text,
    array[owner_id],
    jsonb_build_object('repost_item_id', item_id, 'user_id', user_id, 'type', item_type),
    em_block,
    at);
  if is_repost_of_repost then
    perform em.notify(
      'repost_of_repost',
      format('repost_of_repost:%s:type:%s', item_id, item_type),
      user_id::text,
      em.followed_reposters(user_id, item_type, item_id, at),
      jsonb_build_object(
        'repost_of_repost_item_id', item_id,
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

comment on function em.notify_repost(integer, text, integer, integer, boolean, integer, timestamp) is
  'Tells the owner of what a user has reposted, and those whose repost of it the user saw.';
