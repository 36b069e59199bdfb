create function em.contest_of_track(track_id integer, at timestamp)
returns events
language plpgsql stable parallel safe
as $$
declare
  contest events;
begin
  select events.*
  into contest
  from events
  where events.event_type = 'remix_contest'
    and events.entity_id = contest_of_track.track_id
    and not events.is_deleted
    and (events.end_date is null or events.end_date > at)
  order by events.event_id
  limit 1;
  return contest;
end
$$;

comment on function em.contest_of_track(integer, timestamp) is
  'The remix contest for which a track may be remixed at a time; of several the first. NULL where there is not one.';
