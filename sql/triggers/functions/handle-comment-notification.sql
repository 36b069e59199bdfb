create function handle_comment_notification()
returns trigger
language plpgsql
as $$
declare
  owner_id constant integer := em.owner_of_entity(new.entity_type, new.entity_id);
begin
  if new.is_delete
    or not new.is_visible
    or em.is_reply(new.comment_id)
    or not coalesce(em.wants_to_hear(owner_id, new.user_id, new.entity_type, new.entity_id), false)
    or exists (
      select from comment_mentions
      where comment_mentions.comment_id = new.comment_id
        and comment_mentions.user_id = owner_id
        and not comment_mentions.is_delete
    )
  then
    return null;
  end if;
  perform em.notify(
    'comment',
    format('comment:%s:type:%s', new.entity_id, new.entity_type),
    new.comment_id::text,
    array[owner_id],
    jsonb_build_object(
      'type', new.entity_type,
      'entity_id', new.entity_id,
      'comment_user_id', new.user_id,
      'comment_id', new.comment_id
    ),
    new.blocknumber,
    new.created_at);
  return null;
end
$$;

comment on function handle_comment_notification() is
  'Tells the owner of a track, the host of an event or the artist of a fan club of a comment that answers no other. '
  'Who is mentioned in it hears of it as that.';
