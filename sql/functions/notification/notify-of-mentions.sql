create function em.notify_of_mentions(comment_id bigint)
returns void
language plpgsql
as $$
declare
  comment comments;
  mentioned record;
begin
  if not em.is_left_to_us('comment_mentions', 'comment_mention') then
    return;
  end if;
  select comments.*
  into comment
  from comments
  where comments.comment_id = notify_of_mentions.comment_id;
  for mentioned in
    select comment_mentions.user_id, comment_mentions.blocknumber, comment_mentions.created_at
    from comment_mentions
    where comment_mentions.comment_id = notify_of_mentions.comment_id
      and not comment_mentions.is_delete
      and em.wants_to_hear_as_owner(comment_mentions.user_id, comment.user_id, comment)
    order by comment_mentions.user_id
  loop
    perform em.notify(
      'comment_mention',
      format('comment_mention:%s', comment.comment_id),
      mentioned.user_id::text,
      array[mentioned.user_id],
      jsonb_build_object(
        'type', comment.entity_type,
        'entity_id', comment.entity_id,
        'entity_user_id', em.owner_of_entity(comment.entity_type, comment.entity_id),
        'comment_user_id', comment.user_id,
        'comment_id', comment.comment_id
      ),
      comment.blocknumber,
      comment.created_at);
  end loop;
end
$$;

comment on function em.notify_of_mentions(bigint) is
  'Tells those whom a comment mentions, each once, where no trigger does.';
