create function handle_comment_mention()
returns trigger
language plpgsql
as $$
declare
  comment comments;
begin
  select comments.*
  into comment
  from comments
  where comments.comment_id = new.comment_id;
  if new.is_delete
    or not found
    or comment.is_delete
    or not comment.is_visible
    or not em.wants_to_hear_as_owner(new.user_id, comment.user_id, comment)
  then
    return null;
  end if;
  perform em.notify(
    'comment_mention',
    format('comment_mention:%s', comment.comment_id),
    new.user_id::text,
    array[new.user_id],
    jsonb_build_object(
      'type', comment.entity_type,
      'entity_id', comment.entity_id,
      'entity_user_id', em.owner_of_entity(comment.entity_type, comment.entity_id),
      'comment_user_id', comment.user_id,
      'comment_id', comment.comment_id
    ),
    comment.blocknumber,
    comment.created_at);
  return null;
end
$$;

comment on function handle_comment_mention() is
  'Tells a user of a comment that mentions them.';
