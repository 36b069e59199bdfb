-- Two looks at the foot of partial indexes, tracks_scheduled_release_due_idx and playlists_scheduled_release_due_idx.
create function em.next_release()
returns timestamp without time zone
language plpgsql stable parallel safe
as $$
declare
  earliest constant timestamp := least(
    (
      select min(tracks.release_date)
      from tracks
      where tracks.is_unlisted
        and tracks.is_scheduled_release
        and tracks.is_current
        and not tracks.is_delete
    ),
    (
      select min(playlists.release_date)
      from playlists
      where playlists.is_private
        and playlists.is_album
        and playlists.is_scheduled_release
        and playlists.is_current
        and not playlists.is_delete
    )
  );
begin
  if earliest is null or em.setting('scheduled_releases') = 'off' then
    return null;
  end if;
  return earliest;
end
$$;

comment on function em.next_release() is
  'The earliest date for which a release is scheduled: the first block whose time is later has something for '
  'em.publish_scheduled_releases. NULL where no release waits, or somebody else publishes what is due (E12).';
