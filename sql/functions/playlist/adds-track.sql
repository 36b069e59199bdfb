create function em.adds_track(contents jsonb, present jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select not em.tracks_of_contents(contents) <@ em.tracks_of_contents(present)
$$;

comment on function em.adds_track(jsonb, jsonb) is
  'Whether the new contents of a playlist hold a track that the present ones do not.';
