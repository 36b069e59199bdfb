create function handle_comment_remix_contest_update()
returns trigger
language plpgsql
as $$
declare
  contest events;
begin
  if new.entity_type <> 'Event' or new.is_delete or not new.is_visible or em.is_reply(new.comment_id) then
    return null;
  end if;
  select events.*
  into contest
  from events
  where events.event_id = new.entity_id
    and events.event_type = 'remix_contest'
    and events.user_id = new.user_id
    and not events.is_deleted;
  if not found then
    return null;
  end if;
  perform em.notify_each(
    'remix_contest_update',
    format('remix_contest_update:%s:event:%s', new.comment_id, contest.event_id),
    array_remove(em.subscribers_of_event(contest.event_id), contest.user_id),
    jsonb_build_object(
      'event_id', contest.event_id,
      'entity_id', contest.entity_id,
      'entity_user_id', contest.user_id,
      'comment_id', new.comment_id
    ),
    new.blocknumber,
    new.created_at);
  return null;
end
$$;

comment on function handle_comment_remix_contest_update() is
  'Tells the subscribers of a remix contest what its host writes under it.';
