create function em.manage_entities(block_json jsonb)
returns setof em.transaction
language sql immutable parallel safe
as $$
  select
    (tx.value ->> 'index')::integer,
    tx.value ->> 'hash',
    (tx.value ->> 'user_id')::bigint,
    coalesce(tx.value ->> 'entity_type', ''),
    (tx.value ->> 'entity_id')::bigint,
    coalesce(tx.value ->> 'action', ''),
    coalesce(tx.value ->> 'metadata', ''),
    coalesce(tx.value ->> 'signer', ''),
    tx.value -> 'json',
    tx.value ->> 'json_error',
    tx.value ->> 'nul',
    coalesce(tx.value -> 'lone_surrogates' = 'true', false),
    tx.value -> 'recovered'
  from jsonb_array_elements(block_json -> 'txs') with ordinality as tx (value, position)
  where tx.value ->> 'type' = 'manage_entity'
  order by tx.position
$$;

comment on function em.manage_entities(jsonb) is
  'The ManageEntity transactions of a block, in order.';
