create function em.record_manage_entities(block_json jsonb, height bigint, block_time timestamp)
returns void
language plpgsql
as $$
begin
  insert into etl_manage_entities (
    address, entity_type, entity_id, action, metadata, signature, signer, nonce, block_height, tx_hash, created_at
  )
  select
    em.raw_text(tx.signer),
    em.raw_text(tx.entity_type),
    coalesce(tx.entity_id, 0),
    em.raw_text(tx.action),
    nullif(tx.metadata, ''),
    coalesce(tx.signature, ''),
    coalesce(tx.signer, ''),
    coalesce(tx.nonce, ''),
    record_manage_entities.height,
    tx.hash,
    record_manage_entities.block_time
  from jsonb_to_recordset(block_json -> 'txs') as tx (
    hash text, type text, entity_type text, entity_id bigint, action text, metadata text,
    signature text, signer text, nonce text
  )
  where tx.type in ('manage_entity', 'manage_entity_migration');

  insert into em.transaction_users (block_height, tx_index, user_id, created_at)
  select record_manage_entities.height, tx.index, coalesce(tx.user_id, 0), record_manage_entities.block_time
  from jsonb_to_recordset(block_json -> 'txs') as tx (index integer, type text, user_id bigint)
  where tx.type in ('manage_entity', 'manage_entity_migration');

  -- etl_addresses has no unique key, so the Go ETL's "on conflict do nothing" never finds a conflict there.
  with new_addresses as (
    insert into em.known_addresses (address)
    select em.raw_text(tx.signer)
    from rows from (
      jsonb_to_recordset(block_json -> 'txs') as (type text, signer text)
    ) with ordinality as tx (type, signer, position)
    where tx.type in ('manage_entity', 'manage_entity_migration')
    group by em.raw_text(tx.signer)
    order by min(tx.position)
    on conflict do nothing
    returning known_addresses.address
  )
  insert into etl_addresses (address, first_seen_block_height, created_at)
  select new_addresses.address, record_manage_entities.height, record_manage_entities.block_time
  from new_addresses;
end
$$;

comment on function em.record_manage_entities(jsonb, bigint, timestamp) is
  'Writes the ManageEntity transactions of a block, live and migrated, as they came, applied or not, the user of '
  'each, and the address of each signer once.';
