create function em.grantor_not_receiver(owner_id bigint, grants jsonb)
returns integer
language plpgsql stable parallel safe
as $$
begin
  return (
    select granted.grantor_user_id
    from em.access_grants(grants) as granted
    where not exists (
        select
        from email_access
        where email_access.email_owner_user_id = owner_id
          and email_access.receiving_user_id = granted.grantor_user_id)
      and not exists (
        select
        from em.access_grants(grants) as earlier
        where earlier.place < granted.place and earlier.receiving_user_id = granted.grantor_user_id)
    order by granted.place
    limit 1
  );
end
$$;

comment on function em.grantor_not_receiver(bigint, jsonb) is
  'The first in a list of access grants who lets somebody read an email without having received access themself, '
  'before or by an earlier item; NULL when there is none.';
