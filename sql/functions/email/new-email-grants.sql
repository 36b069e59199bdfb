create function em.new_email_grants(owner_id integer, grants jsonb)
returns table (receiving_user_id integer, grantor_user_id integer, encrypted_key jsonb)
language sql stable parallel safe
as $$
  select distinct on (granted.receiving_user_id)
    granted.receiving_user_id,
    granted.grantor_user_id,
    granted.encrypted_key
  from (
    select
      em.integer(listed.item -> 'receiving_user_id') as receiving_user_id,
      em.integer(listed.item -> 'grantor_user_id') as grantor_user_id,
      listed.item -> 'encrypted_key' as encrypted_key,
      listed.position
    from jsonb_array_elements(case when jsonb_typeof(grants) = 'array' then grants else '[]' end)
      with ordinality as listed (item, position)
  ) as granted
  where not exists (
    select from email_access
    where email_access.email_owner_user_id = owner_id
      and email_access.receiving_user_id = granted.receiving_user_id
      and email_access.grantor_user_id = granted.grantor_user_id
  )
  order by granted.receiving_user_id, granted.position desc
$$;

comment on function em.new_email_grants(integer, jsonb) is
  'The grants of a list that are not stored yet; of several for one receiver only the last, as the network has always '
  'done.';
