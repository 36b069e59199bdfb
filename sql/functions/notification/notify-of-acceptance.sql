create function em.notify_of_acceptance(track_id integer, collaborator_id integer, inviter_id integer, block em.block)
returns void
language plpgsql
as $$
begin
  if em.is_left_to_us('track_collaborators', 'track_collaborator_accept') then
    perform em.notify(
      'track_collaborator_accept',
      format(
        'track_collaborator_accept:track_id:%s:collaborator_user_id:%s:inviter_user_id:%s',
        track_id, collaborator_id, inviter_id),
      collaborator_id::text,
      array[inviter_id],
      em.collaboration(track_id, collaborator_id, inviter_id),
      block.number,
      block.time);
  end if;
end
$$;

comment on function em.notify_of_acceptance(integer, integer, integer, em.block) is
  'Tells who named a user as a collaborator of a track that they accept, where no trigger does.';
