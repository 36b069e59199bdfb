create function handle_comment_reaction()
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
    or not em.wants_to_hear(comment.user_id, new.user_id, 'Comment', comment.comment_id)
    or not em.wants_to_hear_as_owner(comment.user_id, new.user_id, comment)
  then
    return null;
  end if;
  perform em.notify(
    'comment_reaction',
    format('comment_reaction:%s', comment.comment_id),
    new.user_id::text,
    array[comment.user_id],
    jsonb_build_object(
      'type', comment.entity_type,
      'entity_id', comment.entity_id,
      'entity_user_id', em.owner_of_entity(comment.entity_type, comment.entity_id),
      'comment_id', comment.comment_id,
      'reacter_user_id', new.user_id
    ),
    new.blocknumber,
    new.created_at);
  return null;
end
$$;

comment on function handle_comment_reaction() is
  'Tells the author of a comment of a reaction to it.';
