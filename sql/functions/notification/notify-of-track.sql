create function em.notify_of_track(track_id bigint, was_public boolean, was_unlisted boolean)
returns void
language plpgsql
as $$
declare
  track tracks;
begin
  if not em.is_left_to_us('tracks', 'fan_remix_contest_submission') then
    return;
  end if;
  select tracks.*
  into track
  from tracks
  where tracks.track_id = notify_of_track.track_id
    and tracks.is_current;
  if track.is_unlisted then
    return;
  end if;
  if not was_public and em.is_counted_track(track) then
    perform em.notify_new_track(track);
  end if;
  if was_unlisted then
    perform em.notify_contests_of_track(track);
  end if;
end
$$;

comment on function em.notify_of_track(bigint, boolean, boolean) is
  'Tells those who care of a track that has become public, and of the contests for one that is no longer hidden, where '
  'no trigger does. Takes whether it was public before, and whether it was hidden.';
