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
begin
  if em.is_left_to_us('reposts', 'repost') and not em.is_shadow_banned(user_id::integer) then
    perform em.notify_repost(
      user_id::integer, item_type, item_id::integer, em.owner_of_item(item_type, item_id::integer), is_repost_of_repost,
      block.number, block.time);
  end if;
end
$$;

comment on function em.notify_of_repost(bigint, text, bigint, boolean, em.block) is
  'Tells the owner of what a user has reposted, and those whose repost of it the user saw, where no trigger does.';
