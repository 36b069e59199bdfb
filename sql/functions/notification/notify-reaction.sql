create function em.notify_reaction(comment comments, user_id integer, em_block integer, at timestamp)
returns void
language plpgsql
as $$
begin
  if em.wants_to_hear(comment.user_id, user_id, 'Comment', comment.comment_id)
    and em.wants_to_hear_as_owner(comment.user_id, user_id, comment)
  then
    perform em.notify(
      'comment_reaction',
      format('comment_reaction:%s', comment.comment_id),
      user_id::text,
      array[comment.user_id],
      jsonb_build_object(
        'type', comment.entity_type,
        'entity_id', comment.entity_id,
        'entity_user_id', em.owner_of_entity(comment.entity_type, comment.entity_id),
        'comment_id', comment.comment_id,
        'reacter_user_id', user_id
      ),
      em_block,
      at);
  end if;
end
$$;

comment on function em.notify_reaction(comments, integer, integer, timestamp) is
  'Tells the author of a comment of a reaction to it, if they want to hear of it.';
