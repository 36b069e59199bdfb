create function em.notify_comment(comment comments)
returns void
language plpgsql
as $$
declare
  owner_id constant integer := em.owner_of_entity(comment.entity_type, comment.entity_id);
begin
  if em.wants_to_hear(owner_id, comment.user_id, comment.entity_type, comment.entity_id)
    and not exists (
      select from comment_mentions
      where comment_mentions.comment_id = comment.comment_id
        and comment_mentions.user_id = owner_id
        and not comment_mentions.is_delete
    )
  then
    perform em.notify(
      'comment',
      format('comment:%s:type:%s', comment.entity_id, comment.entity_type),
      comment.comment_id::text,
      array[owner_id],
      jsonb_build_object(
        'type', comment.entity_type,
        'entity_id', comment.entity_id,
        'comment_user_id', comment.user_id,
        'comment_id', comment.comment_id
      ),
      comment.blocknumber,
      comment.created_at);
  end if;
end
$$;

comment on function em.notify_comment(comments) is
  'Tells the owner of a track, the host of an event or the artist of a fan club of a comment, if they want to hear of '
  'it. Whoever is mentioned in it hears of it as that.';
