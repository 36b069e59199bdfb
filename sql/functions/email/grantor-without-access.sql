create function em.grantor_without_access(owner jsonb, grants jsonb)
returns jsonb
language plpgsql stable parallel safe
as $$
begin
  return (
    select listed.item -> 'grantor_user_id'
    from jsonb_array_elements(case when jsonb_typeof(grants) = 'array' then grants else '[]' end)
      with ordinality as listed (item, position)
    where not exists (
      select from email_access
      where email_access.email_owner_user_id = em.compared_integer(owner)
        and email_access.receiving_user_id = em.compared_integer(listed.item -> 'grantor_user_id')
    )
    order by listed.position
    limit 1
  );
end
$$;

comment on function em.grantor_without_access(jsonb, jsonb) is
  'The first in a list of email grants who lets somebody read an email that they may not read themselves; NULL when '
  'nobody does.';
