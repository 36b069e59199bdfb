create function em.new_email_grants(owner jsonb, grants jsonb)
returns table (receiving_user_id integer, grantor_user_id integer, encrypted_key jsonb)
language sql stable parallel safe
as $$
  select distinct on (granted.receiver)
    em.any_integer(granted.receiver),
    em.any_integer(granted.grantor),
    granted.encrypted_key
  from (
    select
      listed.item -> 'receiving_user_id' as receiver,
      listed.item -> 'grantor_user_id' as grantor,
      listed.item -> 'encrypted_key' as encrypted_key,
      listed.position
    from jsonb_array_elements(case when jsonb_typeof(grants) = 'array' then grants else '[]' end)
      with ordinality as listed (item, position)
  ) as granted
  where not exists (
    select from email_access
    where email_access.email_owner_user_id = em.compared_integer(owner)
      and email_access.receiving_user_id = em.compared_integer(granted.receiver)
      and email_access.grantor_user_id = em.compared_integer(granted.grantor)
  )
  order by granted.receiver, granted.position desc
$$;

comment on function em.new_email_grants(jsonb, jsonb) is
  'The grants of a list that are not stored yet; of several for one receiver only the last, as the network has always '
  'done. It finds what is stored by the numbers as they were sent, and takes 7 and "7" for two receivers.';
