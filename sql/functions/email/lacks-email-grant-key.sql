create function em.lacks_email_grant_key(owner jsonb, grants jsonb, nul text)
returns boolean
language plpgsql stable parallel safe
as $$
begin
  return exists (
    select from em.new_email_grants(owner, grants) as granted
    where granted.encrypted_key = 'null' or not em.is_any_text_or_null(granted.encrypted_key, nul)
  );
end
$$;

comment on function em.lacks_email_grant_key(jsonb, jsonb, text) is
  'Whether the key of a grant that em.new_email_grants gives cannot be stored as a text.';
