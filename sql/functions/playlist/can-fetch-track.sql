create function em.can_fetch_track(track jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select not em.truthy(track) or em.can_name_track(track)
$$;

comment on function em.can_fetch_track(jsonb) is
  'Whether Python can look up the track of an item of a playlist, or does not: it looks up none for what is false to '
  'it.';
