create function handle_comment_thread()
returns trigger
language plpgsql
as $$
declare
  reply comments;
  parent comments;
begin
  select comments.*
  into reply
  from comments
  where comments.comment_id = new.comment_id;
  select comments.*
  into parent
  from comments
  where comments.comment_id = new.parent_comment_id;
  if reply.is_delete
    or not reply.is_visible
    or not coalesce(em.wants_to_hear(parent.user_id, reply.user_id, 'Comment', parent.comment_id), false)
  then
    return null;
  end if;
  perform em.notify(
    'comment_thread',
    format('comment_thread:%s', parent.comment_id),
    reply.comment_id::text,
    array[parent.user_id],
    jsonb_build_object(
      'type', parent.entity_type,
      'entity_id', parent.entity_id,
      'entity_user_id', em.owner_of_entity(parent.entity_type, parent.entity_id),
      'comment_user_id', reply.user_id,
      'comment_id', reply.comment_id
    ),
    reply.blocknumber,
    reply.created_at);
  return null;
end
$$;

comment on function handle_comment_thread() is
  'Tells the author of a comment of an answer to it.';
