-- etl_addresses has no unique key, so the Go ETL's "on conflict do nothing" never finds a conflict there;
-- em.known_addresses has one.
create function em.record_manage_entities(block_json jsonb, height bigint, block_time timestamp)
returns void
language plpgsql
as $$
begin
  with asked as materialized (
    select tx.*
    from rows from (
      jsonb_to_recordset(block_json -> 'txs') as (
        index integer, hash text, type text, user_id bigint, entity_type text, entity_id bigint, action text,
        metadata text, signature text, signer text, nonce text
      )
    ) with ordinality as tx (
      index, hash, type, user_id, entity_type, entity_id, action, metadata, signature, signer, nonce, position
    )
    where tx.type in ('manage_entity', 'manage_entity_migration')
  ),
  manage_entities as (
    insert into etl_manage_entities (
      address, entity_type, entity_id, action, metadata, signature, signer, nonce, block_height, tx_hash, created_at
    )
    select
      em.raw_text(asked.signer),
      em.raw_text(asked.entity_type),
      coalesce(asked.entity_id, 0),
      em.raw_text(asked.action),
      nullif(asked.metadata, ''),
      coalesce(asked.signature, ''),
      coalesce(asked.signer, ''),
      coalesce(asked.nonce, ''),
      record_manage_entities.height,
      asked.hash,
      record_manage_entities.block_time
    from asked
  ),
  users as (
    insert into em.transaction_users (block_height, tx_index, user_id, created_at)
    select
      record_manage_entities.height,
      asked.index,
      coalesce(asked.user_id, 0),
      record_manage_entities.block_time
    from asked
  ),
  new_addresses as (
    insert into em.known_addresses (address)
    select em.raw_text(asked.signer)
    from asked
    group by em.raw_text(asked.signer)
    order by min(asked.position)
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
