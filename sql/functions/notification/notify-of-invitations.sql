create function em.notify_of_invitations(track_id bigint)
returns void
language plpgsql
as $$
declare
  invitation record;
begin
  if not em.is_left_to_us('track_collaborators', 'track_collaborator_invite') then
    return;
  end if;
  for invitation in
    select track_collaborators.*
    from track_collaborators
    where track_collaborators.track_id = notify_of_invitations.track_id
      and track_collaborators.status = 'pending'
      and track_collaborators.created_at = track_collaborators.updated_at
    order by track_collaborators.collaborator_user_id
  loop
    perform em.notify(
      'track_collaborator_invite',
      format(
        'track_collaborator_invite:track_id:%s:collaborator_user_id:%s:inviter_user_id:%s',
        invitation.track_id, invitation.collaborator_user_id, invitation.invited_by),
      invitation.invited_by::text,
      array[invitation.collaborator_user_id],
      em.collaboration(invitation.track_id, invitation.collaborator_user_id, invitation.invited_by),
      invitation.blocknumber,
      invitation.updated_at);
  end loop;
end
$$;

comment on function em.notify_of_invitations(bigint) is
  'Tells those who are named as collaborators of a track and have not answered, each once, where no trigger does.';
