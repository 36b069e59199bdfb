create function em.notify_answer(answer comments, parent comments)
returns void
language plpgsql
as $$
begin
  if em.wants_to_hear(parent.user_id, answer.user_id, 'Comment', parent.comment_id) then
    perform em.notify(
      'comment_thread',
      format('comment_thread:%s', parent.comment_id),
      answer.comment_id::text,
      array[parent.user_id],
      jsonb_build_object(
        'type', parent.entity_type,
        'entity_id', parent.entity_id,
        'entity_user_id', em.owner_of_entity(parent.entity_type, parent.entity_id),
        'comment_user_id', answer.user_id,
        'comment_id', answer.comment_id
      ),
      answer.blocknumber,
      answer.created_at);
  end if;
end
$$;

comment on function em.notify_answer(comments, comments) is
  'Tells the author of a comment of an answer to it, if they want to hear of it.';
