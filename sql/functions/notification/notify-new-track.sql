create function em.notify_new_track(track tracks)
returns void
language plpgsql
as $$
declare
  parent_id constant integer := em.first_remixed_track(track.remix_of);
begin
  if not track.is_playlist_upload then
    perform em.notify(
      'create',
      format('create:track:user_id:%s', track.owner_id),
      track.track_id::text,
      em.subscribers_of_user(track.owner_id),
      jsonb_build_object('track_id', track.track_id),
      track.blocknumber,
      track.updated_at);
  end if;
  if parent_id is not null then
    perform em.notify(
      'remix',
      format('remix:track:%s:parent_track:%s', track.track_id, parent_id),
      track.owner_id::text,
      array[em.owner_of_item('track', parent_id)],
      jsonb_build_object('track_id', track.track_id, 'parent_track_id', parent_id),
      track.blocknumber,
      track.updated_at);
    perform em.notify_submission(track, em.contest_of_track(parent_id, track.updated_at));
  end if;
end
$$;

comment on function em.notify_new_track(tracks) is
  'Tells of a track that has become public: the owner''s subscribers, the owner of what it remixes, and the host and '
  'the subscribers of the contest that it takes part in.';
