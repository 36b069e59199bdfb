create function em.notify_cosign(
  user_id integer,
  track_id integer,
  owner_id integer,
  blocknumber integer,
  cosigned_at timestamp
)
returns void
language plpgsql
as $$
declare
  parent_id constant integer := em.first_remixed_track(
    (
      select tracks.remix_of
      from tracks
      where tracks.track_id = notify_cosign.track_id
        and tracks.is_current
    ));
begin
  if parent_id is null or em.owner_of_item('track', parent_id) is distinct from user_id then
    return;
  end if;
  perform em.notify(
    'cosign',
    format('cosign:parent_track%s:original_track:%s', parent_id, track_id),
    user_id::text,
    array[owner_id],
    jsonb_build_object('parent_track_id', parent_id, 'track_id', track_id, 'track_owner_id', owner_id),
    blocknumber,
    cosigned_at);
end
$$;

comment on function em.notify_cosign(integer, integer, integer, integer, timestamp) is
  'Tells the owner of a remix that the owner of what it remixes has saved or reposted it.';
