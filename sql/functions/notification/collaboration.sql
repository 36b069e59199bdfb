create function em.collaboration(track_id integer, collaborator_user_id integer, inviter_user_id integer)
returns jsonb
language sql immutable parallel safe
as $$
  select jsonb_build_object(
    'track_id', track_id,
    'collaborator_user_id', collaborator_user_id,
    'inviter_user_id', inviter_user_id
  )
$$;

comment on function em.collaboration(integer, integer, integer) is
  'What a notification says of a collaborator of a track.';
