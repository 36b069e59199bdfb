create function em.notify_of_event(event_id bigint)
returns void
language plpgsql
as $$
declare
  event events;
  track record;
begin
  if not em.is_left_to_us('events', 'fan_remix_contest_started') then
    return;
  end if;
  select events.*
  into event
  from events
  where events.event_id = notify_of_event.event_id;
  select tracks.owner_id, tracks.is_unlisted
  into track
  from tracks
  where tracks.track_id = event.entity_id
    and tracks.is_current;
  if event.event_type = 'remix_contest' and not track.is_unlisted then
    perform em.notify_contest_started(event, track.owner_id, event.blocknumber, event.created_at);
  end if;
end
$$;

comment on function em.notify_of_event(bigint) is
  'Tells those who care that a remix contest for a public track has started, where no trigger does.';
