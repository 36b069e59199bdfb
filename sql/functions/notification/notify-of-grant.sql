create function em.notify_of_grant(grantor_id bigint, address text, block em.block)
returns void
language plpgsql
as $$
declare
  given grants;
  grantee_id integer;
  parties jsonb;
begin
  select grants.*
  into given
  from grants
  where grants.grantee_address = address
    and grants.user_id = grantor_id
    and grants.is_current;
  grantee_id := em.user_of_wallet(address);
  parties := jsonb_build_object('grantee_user_id', grantee_id, 'grantee_address', address, 'user_id', grantor_id);

  if given.is_approved is null and em.is_left_to_us('grants', 'request_manager') then
    perform em.notify(
      'request_manager',
      format(
        'request_manager:grantee_user_id:%s:grantee_address:%s:user_id:%s:updated_at:%s:created_at:%s',
        grantee_id, address, grantor_id, given.updated_at, given.created_at),
      grantor_id::text,
      array[grantee_id],
      parties,
      block.number,
      block.time);
  elsif given.is_approved and grantee_id is not null and em.is_left_to_us('grants', 'approve_manager_request') then
    perform em.notify(
      'approve_manager_request',
      format(
        'approve_manager_request:grantee_user_id:%s:grantee_address:%s:user_id:%s:created_at:%s',
        grantee_id, address, grantor_id, given.created_at),
      grantee_id::text,
      array[given.user_id],
      parties,
      block.number,
      block.time);
  end if;
end
$$;

comment on function em.notify_of_grant(bigint, text, em.block) is
  'Tells a user who is asked to manage another''s account, and that other once they approve, where no trigger does. '
  'The grant of an app notifies nobody.';
