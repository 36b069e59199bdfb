-- A text may be a hashid or a decimal number; a value that is neither leaves it to the other member.
create function em.track_of_entry(entry jsonb)
returns numeric
language sql immutable parallel safe
as $$
  select coalesce(em.public_id(entry -> 'track_id'), em.public_id(entry -> 'track'))
$$;

comment on function em.track_of_entry(jsonb) is
  'The track that an entry of a playlist names, as track_id or track; NULL where it names none.';
