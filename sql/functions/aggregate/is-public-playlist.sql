create function em.is_public_playlist(playlist playlists)
returns boolean
language sql immutable parallel safe
as $$
  select playlist.is_current and not playlist.is_delete and not playlist.is_private
$$;

comment on function em.is_public_playlist(playlists) is
  'Whether a playlist or album is among those that are counted for its owner, and its changes are news.';
