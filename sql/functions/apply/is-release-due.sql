-- Two looks at the foot of partial indexes, tracks_scheduled_release_due_idx and playlists_scheduled_release_due_idx.
create function em.is_release_due(block_time timestamp)
returns boolean
language plpgsql stable parallel safe
as $$
begin
  return exists (
      select from tracks
      where tracks.is_unlisted
        and tracks.is_scheduled_release
        and tracks.release_date < block_time
        and tracks.is_current
        and not tracks.is_delete
    )
    or exists (
      select from playlists
      where playlists.is_private
        and playlists.is_album
        and playlists.is_scheduled_release
        and playlists.release_date < block_time
        and playlists.is_current
        and not playlists.is_delete
    );
end
$$;

comment on function em.is_release_due(timestamp) is
  'Whether em.publish_scheduled_releases has something to publish at a time.';
