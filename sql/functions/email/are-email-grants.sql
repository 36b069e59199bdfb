create function em.are_email_grants(grants jsonb)
returns boolean
language plpgsql immutable parallel safe
as $$
begin
  return not exists (
    select from jsonb_array_elements(case when jsonb_typeof(grants) = 'array' then grants else '[]' end) as item
    where jsonb_typeof(item) <> 'object'
      or not item ?& array['receiving_user_id', 'grantor_user_id', 'encrypted_key']
  );
end
$$;

comment on function em.are_email_grants(jsonb) is
  'Whether all items of a list are objects that name who may read an email, who lets them, and the key encrypted for '
  'them.';
