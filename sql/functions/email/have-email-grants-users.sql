create function em.have_email_grants_users(grants jsonb)
returns boolean
language plpgsql immutable parallel safe
as $$
begin
  return not exists (
    select from jsonb_array_elements(case when jsonb_typeof(grants) = 'array' then grants else '[]' end) as item
    where em.any_integer(item -> 'receiving_user_id') is null
      or em.any_integer(item -> 'grantor_user_id') is null
  );
end
$$;

comment on function em.have_email_grants_users(jsonb) is
  'Whether the users in all items of a list of email grants are such as the columns of user ids take (em.any_integer).';
