create function em.manage_entities(block_json jsonb, edition text)
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
    case when reads_as_2025 then coalesce(tx.value -> 'json_2025', tx.value -> 'json') else tx.value -> 'json' end,
    case when reads_as_2025 and tx.value -> 'json_2025' is not null then null else tx.value ->> 'json_error' end,
    tx.value ->> 'nul',
    coalesce(tx.value -> 'lone_surrogates' = 'true', false),
    tx.value -> 'recovered',
    tx.value -> 'json_2025',
    tx.value ->> 'type'
  from jsonb_array_elements(block_json -> 'txs') with ordinality as tx (value, position)
  cross join lateral (
    select manage_entities.edition = '2025' and tx.value ->> 'type' = 'manage_entity' as reads_as_2025
  ) as reading
  where tx.value ->> 'type' in ('manage_entity', 'manage_entity_migration')
  order by tx.position
$$;

comment on function em.manage_entities(jsonb, text) is
  'The ManageEntity transactions of a block, live and migrated, in order, each with its metadata as the edition reads '
  'it: the edge gives a second reading, json_2025, where edition 2025 has another.';
