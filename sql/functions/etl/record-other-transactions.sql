-- In the order of the chain: a verification judges the proofs before it, a rollup counts what is resolved before it,
-- and a validator may come and go within one block. Within a block proofs come first, then rollups, then validators.
create function em.record_other_transactions(blocks jsonb)
returns void
language plpgsql
as $$
declare
  keeps_state_hash constant boolean := em.setting('state_hash') = 'on';
  tx record;
  chain_id text;
  chain_began timestamp;
begin
  for tx in
    select
      block.value ->> 'chain_id' as chain_id,
      (block.value ->> 'height')::bigint as height,
      (block.value ->> 'timestamp')::timestamptz at time zone 'UTC' as block_time,
      listed.value ->> 'type' as type,
      listed.value as json
    from jsonb_array_elements(blocks) with ordinality as block (value, position)
    cross join lateral jsonb_array_elements(block.value -> 'txs') with ordinality as listed (value, position)
    where listed.value ->> 'type' in (
      'storage_proof', 'storage_proof_verification', 'sla_rollup',
      'validator_registration', 'validator_deregistration', 'validator_misbehavior_deregistration'
    )
    order by
      block.position,
      case
        when listed.value ->> 'type' in ('storage_proof', 'storage_proof_verification') then 1
        when listed.value ->> 'type' = 'sla_rollup' then 2
        else 3
      end,
      listed.position
  loop
    if tx.chain_id is distinct from chain_id then
      chain_id := tx.chain_id;
      chain_began := em.chain_began(chain_id);
    end if;
    if keeps_state_hash then
      perform em.begin_hashed_block(tx.chain_id, tx.height);
    end if;
    case tx.type
      when 'storage_proof' then
        perform em.record_storage_proof(tx.json, tx.height, tx.block_time);
      when 'storage_proof_verification' then
        perform em.record_storage_proof_verification(tx.json, tx.height, tx.block_time, chain_began);
      when 'sla_rollup' then
        perform em.record_sla_rollup(tx.json, tx.height, chain_began);
      else
        perform em.record_validator(tx.json, tx.height, tx.block_time);
    end case;
  end loop;
end
$$;

comment on function em.record_other_transactions(jsonb) is
  'Writes the transactions of blocks, in their order, that are no ManageEntity and have tables of their own, as the Go '
  'ETL does: storage proofs and their verifications, SLA rollups, and what becomes of validators. Each entry of the '
  'list has chain_id, height, timestamp and txs, as a block_json has them.';
