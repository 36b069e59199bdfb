create function em.first_remixed_track(remix_of jsonb)
returns integer
language sql immutable parallel safe
as $$
  select em.integer(remix_of -> 'tracks' -> 0 -> 'parent_track_id')
$$;

comment on function em.first_remixed_track(jsonb) is
  'The track that a remix_of names first, which is the one that counts for notifications; NULL without one.';
