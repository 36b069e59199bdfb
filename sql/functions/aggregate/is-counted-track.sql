create function em.is_counted_track(track tracks)
returns boolean
language sql immutable parallel safe
as $$
  select track.is_current
    and not track.is_delete
    and track.is_available
    and track.stem_of is null
    and track.access_authorities is null
$$;

comment on function em.is_counted_track(tracks) is
  'Whether a track is among those that are counted for its owner, listed or not.';
