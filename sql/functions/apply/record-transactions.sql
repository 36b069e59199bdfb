create function em.record_transactions(block_json jsonb) returns void
language plpgsql
as $$
declare
  height constant bigint := (block_json ->> 'height')::bigint;
  block_time constant timestamp := (block_json ->> 'timestamp')::timestamptz at time zone 'UTC';
begin
  -- A transaction's hash can come again in a later block; the raw row of the first stays.
  insert into etl_transactions (tx_hash, block_height, tx_index, tx_type, address, created_at)
  select tx.hash, height, tx.index, tx.type, tx.signer, block_time
  from jsonb_to_recordset(block_json -> 'txs') as tx (index integer, hash text, type text, signer text)
  on conflict do nothing;

  insert into etl_manage_entities (
    address, entity_type, entity_id, action, metadata, signature, signer, nonce, block_height, tx_hash, created_at
  )
  select
    coalesce(tx.signer, ''),
    coalesce(tx.entity_type, ''),
    tx.entity_id,
    coalesce(tx.action, ''),
    nullif(tx.metadata, ''),
    coalesce(tx.signature, ''),
    coalesce(tx.signer, ''),
    coalesce(tx.nonce, ''),
    height,
    tx.hash,
    block_time
  from jsonb_to_recordset(block_json -> 'txs') as tx (
    hash text, type text, entity_type text, entity_id bigint, action text, metadata text,
    signature text, signer text, nonce text
  )
  where tx.type = 'manage_entity';

  with new_addresses as (
    insert into em.known_addresses (address)
    select distinct coalesce(tx.signer, '')
    from jsonb_to_recordset(block_json -> 'txs') as tx (type text, signer text)
    where tx.type = 'manage_entity'
    on conflict do nothing
    returning known_addresses.address
  )
  insert into etl_addresses (address, first_seen_block_height, created_at)
  select new_addresses.address, height, block_time from new_addresses;
end
$$;

comment on function em.record_transactions(jsonb) is
  'Keeps the transactions of a block as they came, in the etl_* tables.';
