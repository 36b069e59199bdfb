create function em.insert_raw_rows(block_json jsonb, kinds text[], height bigint, block_time timestamp)
returns void
language plpgsql
as $$
begin
  -- A transaction's hash can come again in a later block; its first row stays.
  insert into etl_transactions (tx_hash, block_height, tx_index, tx_type, address, created_at)
  select
    tx.hash,
    insert_raw_rows.height,
    tx.index,
    case when tx.type = 'plays' then 'play' else coalesce(tx.type, '') end,
    case
      when tx.type in ('manage_entity', 'manage_entity_migration') then em.raw_text(tx.signer)
      when tx.type = 'plays' and tx.plays -> 0 is not null then em.raw_text(tx.plays -> 0 ->> 'user_id')
      when tx.type = 'storage_proof' then em.raw_text(tx.address)
      when tx.type = 'validator_registration' then em.raw_text(tx.delegate_wallet)
      when tx.type in ('validator_deregistration', 'validator_misbehavior_deregistration')
        then em.raw_text(tx.comet_address)
    end,
    insert_raw_rows.block_time
  from jsonb_to_recordset(block_json -> 'txs') as tx (
    index integer, hash text, type text, signer text, plays jsonb, address text, delegate_wallet text,
    comet_address text
  )
  on conflict do nothing;

  if kinds && array['manage_entity', 'manage_entity_migration'] then
    perform em.record_manage_entities(block_json, height, block_time);
  end if;
  if 'plays' = any (kinds) then
    perform em.record_plays(block_json, height, block_time);
  end if;
end
$$;

comment on function em.insert_raw_rows(jsonb, text[], bigint, timestamp) is
  'Writes the bulky rows of a block: all transactions, the ManageEntity ones as they came, and the plays. '
  'src/edge/raw-rows.ts makes the same rows for COPY.';
