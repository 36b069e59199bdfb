-- In the order of the chain: a verification judges the proofs before it, a rollup counts what is resolved before it,
-- and a validator may come and go within one block. Storage proofs and verifications in a row are recorded together, up
-- to where a height is verified again. Where a state hash is kept they end with their block: a row is hashed as each
-- block leaves it.
create function em.record_other_transactions(blocks jsonb)
returns void
language plpgsql
as $$
declare
  keeps_state_hash constant boolean := em.setting('state_hash') = 'on';
  together em.other_transaction[];
  tx em.other_transaction;
  chain_id text;
  chain_began timestamp;
begin
  for together in
    select array_agg(
      placed.transaction
      order by placed.position
    )
    from (
      select
        listed.*,
        case when keeps_state_hash then listed.height end as hashed_height,
        count(*) filter (where not listed.is_of_storage or listed.is_verified_again) over chain_order as run
      from (
        select
          entry as transaction,
          entry.position,
          entry.chain_id,
          entry.height,
          entry.type in ('storage_proof', 'storage_proof_verification') as is_of_storage,
          entry.type = 'storage_proof_verification' and row_number() over same_height > 1 as is_verified_again
        from em.other_transactions(blocks) as entry
        window same_height as (
          partition by entry.chain_id, entry.type, coalesce((entry.json ->> 'height')::bigint, 0)
          order by entry.position
        )
      ) as listed
      window chain_order as (order by listed.position)
    ) as placed
    group by placed.chain_id, placed.run, placed.is_of_storage, placed.hashed_height
    order by min(placed.position)
  loop
    tx := together[1];
    if tx.chain_id is distinct from chain_id then
      chain_id := tx.chain_id;
      chain_began := em.chain_began(chain_id);
    end if;
    if keeps_state_hash then
      perform em.begin_hashed_block(tx.chain_id, tx.height);
    end if;
    case
      when tx.type in ('storage_proof', 'storage_proof_verification') then
        perform em.record_storage_proofs(together, chain_began);
      when tx.type = 'sla_rollup' then
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
