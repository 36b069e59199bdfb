create function em.notify_of_track(track_id bigint, was_public boolean, was_unlisted boolean)
returns void
language plpgsql
as $$
declare
  track tracks;
begin
  if was_public or not em.is_left_to_us('tracks', 'fan_remix_contest_submission') then
    return;
  end if;
  select tracks.*
  into track
  from tracks
  where tracks.track_id = notify_of_track.track_id
    and tracks.is_current;
  if em.is_counted_track(track) and not track.is_unlisted then
    perform em.notify_new_track(track, was_unlisted);
  end if;
end
$$;

comment on function em.notify_of_track(bigint, boolean, boolean) is
  'Tells those who care of a track that has become public, where no trigger does. Takes whether it was public before, '
  'and whether it was hidden.';
