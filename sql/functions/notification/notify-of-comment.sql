create function em.notify_of_comment(comment_id bigint)
returns void
language plpgsql
as $$
declare
  comment comments;
  parent comments;
begin
  select comments.*
  into comment
  from comments
  where comments.comment_id = notify_of_comment.comment_id;

  perform em.notify_of_mentions(comment_id);

  select comments.*
  into parent
  from comment_threads
  join comments on comments.comment_id = comment_threads.parent_comment_id
  where comment_threads.comment_id = notify_of_comment.comment_id;
  if found then
    perform em.notify_of_answer(comment, parent);
    return;
  end if;

  if em.is_left_to_us('comments', 'comment') then
    perform em.notify_comment(comment);
  end if;
  if em.owner_of_entity(comment.entity_type, comment.entity_id) = comment.user_id then
    perform em.notify_of_post(comment);
  end if;
end
$$;

comment on function em.notify_of_comment(bigint) is
  'Tells of a new comment whom it mentions, the author of what it answers, or else the owner of what it is about; and '
  'of what owners write themselves, their fans. Each where no trigger does.';
