create function em.access_grants(grants jsonb)
returns table (place bigint, receiving_user_id integer, grantor_user_id integer, encrypted_key text, is_initial boolean)
language sql immutable parallel safe
as $$
  select
    listed.place,
    em.whole_integer(listed.item -> 'receiving_user_id'),
    em.whole_integer(listed.item -> 'grantor_user_id'),
    listed.item ->> 'encrypted_key',
    coalesce(listed.item -> 'is_initial' = 'true', false)
  from jsonb_array_elements(case when jsonb_typeof(grants) = 'array' then grants else '[]' end)
    with ordinality as listed (item, place)
$$;

comment on function em.access_grants(jsonb) is
  'The items of a list that em.are_access_grants lets pass, in their order; a user is NULL where the number is beyond '
  'every user''s.';
