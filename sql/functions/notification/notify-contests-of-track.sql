create function em.notify_contests_of_track(track tracks)
returns void
language plpgsql
as $$
declare
  contest events;
begin
  for contest in
    select events.*
    from events
    where events.event_type = 'remix_contest'
      and events.entity_id = track.track_id
      and not events.is_deleted
      and (events.end_date is null or events.end_date > track.updated_at)
    order by events.event_id
  loop
    perform em.notify_contest_started(contest, track.owner_id, track.blocknumber, track.updated_at);
  end loop;
end
$$;

comment on function em.notify_contests_of_track(tracks) is
  'Tells those who care of the remix contests for a track that is no longer hidden.';
