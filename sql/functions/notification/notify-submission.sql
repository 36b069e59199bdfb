create function em.notify_submission(track tracks, contest events)
returns void
language plpgsql
as $$
declare
  submissions bigint;
begin
  if contest.event_id is null then
    return;
  end if;
  -- This one's row in remixes comes after the track's own.
  select count(*) + (track.created_at >= contest.created_at)::integer
  into submissions
  from remixes
  join tracks on tracks.track_id = remixes.child_track_id
  where remixes.parent_track_id = contest.entity_id
    and tracks.is_current
    and not tracks.is_delete
    and em.first_remixed_track(tracks.remix_of) = contest.entity_id
    and tracks.track_id <> track.track_id
    and tracks.created_at >= contest.created_at;
  if submissions in (1, 10, 50) then
    perform em.notify(
      'artist_remix_contest_submissions',
      format('artist_remix_contest_submissions:%s:%s', contest.event_id, submissions),
      format('%s:%s', submissions, contest.event_id),
      array[contest.user_id],
      jsonb_build_object('event_id', contest.event_id, 'milestone', submissions, 'entity_id', contest.entity_id),
      track.blocknumber,
      track.updated_at);
  end if;
  perform em.notify_each(
    'fan_remix_contest_submission',
    format('fan_remix_contest_submission:%s:submission:%s', contest.event_id, track.track_id),
    array(
      select distinct fan.user_id
      from unnest(em.subscribers_of_event(contest.event_id) || contest.user_id) as fan (user_id)
      where fan.user_id <> track.owner_id
    ),
    jsonb_build_object(
      'event_id', contest.event_id,
      'entity_id', contest.entity_id,
      'entity_user_id', contest.user_id,
      'submission_track_id', track.track_id,
      'submitter_user_id', track.owner_id
    ),
    track.blocknumber,
    track.updated_at);
end
$$;

comment on function em.notify_submission(tracks, events) is
  'Tells of a remix that takes part in a contest: the host of the 1st, 10th and 50th, the host and the contest''s '
  'subscribers of each. Does nothing without a contest.';
