create function em.are_access_grants(grants jsonb)
returns boolean
language plpgsql immutable parallel safe
as $$
begin
  return not exists (
    select
    from jsonb_array_elements(case when jsonb_typeof(grants) = 'array' then grants else '[]' end) as item
    where jsonb_typeof(item -> 'receiving_user_id') is distinct from 'number'
      or jsonb_typeof(item -> 'grantor_user_id') is distinct from 'number'
      or jsonb_typeof(item -> 'encrypted_key') is distinct from 'string'
      or item ->> 'encrypted_key' = '');
end
$$;

comment on function em.are_access_grants(jsonb) is
  'Whether all items of a list are objects that name by number who may read an email and who lets them, and the key '
  'encrypted for them.';
