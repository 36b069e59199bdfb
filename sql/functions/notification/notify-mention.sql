create function em.notify_mention(comment comments, user_id integer)
returns void
language plpgsql
as $$
begin
  if em.wants_to_hear_as_owner(user_id, comment.user_id, comment) then
    perform em.notify(
      'comment_mention',
      format('comment_mention:%s', comment.comment_id),
      user_id::text,
      array[user_id],
      jsonb_build_object(
        'type', comment.entity_type,
        'entity_id', comment.entity_id,
        'entity_user_id', em.owner_of_entity(comment.entity_type, comment.entity_id),
        'comment_user_id', comment.user_id,
        'comment_id', comment.comment_id
      ),
      comment.blocknumber,
      comment.created_at);
  end if;
end
$$;

comment on function em.notify_mention(comments, integer) is
  'Tells a user of a comment that mentions them, if they want to hear of it.';
