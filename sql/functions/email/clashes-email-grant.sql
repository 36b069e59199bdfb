create function em.clashes_email_grant(owner jsonb, grants jsonb)
returns boolean
language plpgsql stable parallel safe
as $$
begin
  return (
    select count(*) > count(distinct (granted.receiving_user_id, granted.grantor_user_id))
      or coalesce(
        bool_or(
          exists (
            select from email_access
            where email_access.email_owner_user_id = em.any_integer(owner)
              and email_access.receiving_user_id = granted.receiving_user_id
              and email_access.grantor_user_id = granted.grantor_user_id
          )
        ),
        false
      )
    from em.new_email_grants(owner, grants) as granted
  );
end
$$;

comment on function em.clashes_email_grant(jsonb, jsonb) is
  'Whether a grant that em.new_email_grants gives is, once its numbers are stored as integers, one that is there, or '
  'one of the others: a number with a fraction, or a text beside a number.';
