create function em.notify_of_post(comment comments)
returns void
language plpgsql
as $$
declare
  contest events;
begin
  if comment.entity_type = 'Event' and em.is_left_to_us('comments', 'remix_contest_update') then
    select events.*
    into contest
    from events
    where events.event_id = comment.entity_id
      and events.event_type = 'remix_contest'
      and not events.is_deleted;
    if found then
      perform em.notify_each(
        'remix_contest_update',
        format('remix_contest_update:%s:event:%s', comment.comment_id, contest.event_id),
        array_remove(em.subscribers_of_event(contest.event_id), contest.user_id),
        jsonb_build_object(
          'event_id', contest.event_id,
          'entity_id', contest.entity_id,
          'entity_user_id', contest.user_id,
          'comment_id', comment.comment_id
        ),
        comment.blocknumber,
        comment.created_at);
    end if;
  elsif comment.entity_type = 'FanClub' and em.is_left_to_us('comments', 'fan_club_text_post') then
    perform em.notify_each(
      'fan_club_text_post',
      format('fan_club_text_post:%s:user:%s', comment.comment_id, comment.user_id),
      array_remove(em.followers_of(comment.user_id), comment.user_id),
      jsonb_build_object('entity_user_id', comment.user_id, 'comment_id', comment.comment_id),
      comment.blocknumber,
      comment.created_at);
  end if;
end
$$;

comment on function em.notify_of_post(comments) is
  'Tells of what the host of a contest writes under it its subscribers, of what an artist writes in their own fan '
  'club their followers, where no trigger does. Holders of the artist''s coin are known to triggers alone.';
