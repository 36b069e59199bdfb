create function em.lacks_email_grant_key(owner_id integer, grants jsonb)
returns boolean
language sql stable parallel safe
as $$
  select exists (
    select from em.new_email_grants(owner_id, grants) as granted
    where jsonb_typeof(granted.encrypted_key) <> 'string'
  )
$$;

comment on function em.lacks_email_grant_key(integer, jsonb) is
  'Whether the key of a grant that em.new_email_grants gives is not a string.';
