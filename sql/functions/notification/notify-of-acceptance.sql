create function em.notify_of_acceptance(track_id integer, collaborator_id integer)
returns void
language plpgsql
as $$
declare
  accepted track_collaborators;
begin
  if not em.is_left_to_us('track_collaborators', 'track_collaborator_accept') then
    return;
  end if;
  select track_collaborators.*
  into accepted
  from track_collaborators
  where track_collaborators.track_id = notify_of_acceptance.track_id
    and track_collaborators.collaborator_user_id = collaborator_id;
  perform em.notify(
    'track_collaborator_accept',
    format(
      'track_collaborator_accept:track_id:%s:collaborator_user_id:%s:inviter_user_id:%s',
      track_id, collaborator_id, accepted.invited_by),
    collaborator_id::text,
    array[accepted.invited_by],
    em.collaboration(track_id, collaborator_id, accepted.invited_by),
    accepted.blocknumber,
    accepted.updated_at);
end
$$;

comment on function em.notify_of_acceptance(integer, integer) is
  'Tells who named a user as a collaborator of a track that they accept, where no trigger does.';
