create function handle_event()
returns trigger
language plpgsql
as $$
declare
  track tracks;
begin
  if new.event_type <> 'remix_contest' or new.is_deleted then
    return null;
  end if;
  select tracks.*
  into track
  from tracks
  where tracks.track_id = new.entity_id
    and tracks.is_current;
  if found and not track.is_unlisted then
    perform em.notify_contest_started(new, track.owner_id, new.blocknumber, new.created_at);
  end if;
  return null;
end
$$;

comment on function handle_event() is
  'Tells those who care that a remix contest for a public track has started.';
