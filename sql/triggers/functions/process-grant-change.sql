create function process_grant_change()
returns trigger
language plpgsql
as $$
declare
  grantee_id constant integer := em.user_of_wallet(new.grantee_address);
begin
  if grantee_id is null or new.is_revoked then
    return null;
  end if;
  if new.is_approved is null
    and (case tg_op when 'INSERT' then new.created_at = new.updated_at else old.is_revoked end)
  then
    perform em.notify(
      'request_manager',
      format(
        'request_manager:grantee_user_id:%s:grantee_address:%s:user_id:%s:updated_at:%s:created_at:%s',
        grantee_id, new.grantee_address, new.user_id, new.updated_at, new.created_at),
      new.user_id::text,
      array[grantee_id],
      jsonb_build_object(
        'grantee_user_id', grantee_id,
        'grantee_address', new.grantee_address,
        'user_id', new.user_id
      ),
      new.blocknumber,
      new.updated_at);
  elsif new.is_approved and (tg_op = 'INSERT' or old.is_approved is not true) then
    perform em.notify(
      'approve_manager_request',
      format(
        'approve_manager_request:grantee_user_id:%s:grantee_address:%s:user_id:%s:created_at:%s',
        grantee_id, new.grantee_address, new.user_id, new.created_at),
      grantee_id::text,
      array[new.user_id],
      jsonb_build_object(
        'grantee_user_id', grantee_id,
        'grantee_address', new.grantee_address,
        'user_id', new.user_id
      ),
      new.blocknumber,
      new.updated_at);
  end if;
  return null;
end
$$;

comment on function process_grant_change() is
  'Tells a user who is asked to manage another''s account, and that other when they approve. Production''s trigger '
  'misses the approval of a grant that was neither approved nor rejected.';
