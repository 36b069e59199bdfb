create function em.record_transactions(block_json jsonb) returns void
language plpgsql
as $$
declare
  height constant bigint := (block_json ->> 'height')::bigint;
  block_time constant timestamp := (block_json ->> 'timestamp')::timestamptz at time zone 'UTC';
  kinds constant text[] := array(
    select distinct tx.value ->> 'type' from jsonb_array_elements(block_json -> 'txs') as tx (value)
  );
begin
  -- A transaction's hash can come again in a later block; the raw row of the first stays.
  insert into etl_transactions (tx_hash, block_height, tx_index, tx_type, address, created_at)
  select
    tx.hash,
    height,
    tx.index,
    case when tx.type = 'plays' then 'play' else coalesce(tx.type, '') end,
    case
      when tx.type = 'manage_entity' then em.raw_text(tx.signer)
      when tx.type = 'plays' and tx.plays -> 0 is not null then em.raw_text(tx.plays -> 0 ->> 'user_id')
      when tx.type = 'storage_proof' then em.raw_text(tx.address)
      when tx.type = 'validator_registration' then em.raw_text(tx.delegate_wallet)
      when tx.type in ('validator_deregistration', 'validator_misbehavior_deregistration')
        then em.raw_text(tx.comet_address)
    end,
    block_time
  from jsonb_to_recordset(block_json -> 'txs') as tx (
    index integer, hash text, type text, signer text, plays jsonb, address text, delegate_wallet text, comet_address text
  )
  on conflict do nothing;

  if 'manage_entity' = any (kinds) then
    perform em.record_manage_entities(block_json, height, block_time);
  end if;
  if 'plays' = any (kinds) then
    perform em.record_plays(block_json, height, block_time);
  end if;
  if kinds && array['storage_proof', 'storage_proof_verification'] then
    perform em.record_storage_proofs(block_json, height, block_time);
  end if;
  if 'sla_rollup' = any (kinds) then
    perform em.record_sla_rollups(block_json, height);
  end if;
  if kinds && array[
    'validator_registration', 'validator_deregistration', 'validator_misbehavior_deregistration'
  ] then
    perform em.record_validators(block_json, height, block_time);
  end if;
end
$$;

comment on function em.record_transactions(jsonb) is
  'Keeps the transactions of a block as they came, in the etl_* tables and in plays, as the Go ETL does. Every transaction has '
  'a row in etl_transactions: a kind without a table of its own, or not known, has no other.';
