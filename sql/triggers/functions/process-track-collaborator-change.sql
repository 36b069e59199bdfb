create function process_track_collaborator_change()
returns trigger
language plpgsql
as $$
declare
  data constant jsonb := em.collaboration(new.track_id, new.collaborator_user_id, new.invited_by);
  parties constant text := format(
    'track_id:%s:collaborator_user_id:%s:inviter_user_id:%s',
    new.track_id, new.collaborator_user_id, new.invited_by);
begin
  if new.status = 'pending'
    and (case tg_op when 'INSERT' then new.created_at = new.updated_at else old.status <> 'pending' end)
  then
    perform em.notify(
      'track_collaborator_invite',
      'track_collaborator_invite:' || parties,
      new.invited_by::text,
      array[new.collaborator_user_id],
      data,
      new.blocknumber,
      new.updated_at);
  elsif new.status = 'accepted' and (tg_op = 'INSERT' or old.status <> 'accepted') then
    perform em.notify(
      'track_collaborator_accept',
      'track_collaborator_accept:' || parties,
      new.collaborator_user_id::text,
      array[new.invited_by],
      data,
      new.blocknumber,
      new.updated_at);
  end if;
  return null;
end
$$;

comment on function process_track_collaborator_change() is
  'Tells a user who is named as a collaborator of a track, and whoever named them when they accept.';
