create function em.record_storage_proofs(block_json jsonb, height bigint, block_time timestamp)
returns void
language plpgsql
as $$
declare
  verification record;
  recorded_up_to bigint := 0;
  chain_began timestamp;
  hashed boolean;
begin
  -- A verification judges the proofs before it, so both are recorded in order.
  for verification in
    select
      tx.position,
      tx.value ->> 'hash' as hash,
      coalesce((tx.value ->> 'height')::bigint, 0) as proof_height,
      (tx.value ->> 'proof')::bytea as proof
    from jsonb_array_elements(block_json -> 'txs') with ordinality as tx (value, position)
    where tx.value ->> 'type' = 'storage_proof_verification'
    order by tx.position
  loop
    perform em.insert_storage_proofs(block_json, height, block_time, recorded_up_to, verification.position);
    recorded_up_to := verification.position;
    insert into etl_storage_proof_verifications (height, proof, block_height, tx_hash, created_at)
    values (verification.proof_height, coalesce(verification.proof, ''), height, verification.hash, block_time)
    returning em.hash_etl_storage_proof_verifications(etl_storage_proof_verifications)
    into hashed;
    -- Without a proof there is nothing to judge by; the Go ETL stops here too.
    if verification.proof is not null then
      chain_began := coalesce(chain_began, em.chain_began(block_json ->> 'chain_id'));
      perform em.resolve_storage_proofs(
        verification.proof_height,
        verification.proof,
        chain_began,
        height,
        verification.hash,
        block_time
      );
    end if;
  end loop;
  perform em.insert_storage_proofs(block_json, height, block_time, recorded_up_to, null);
end
$$;

comment on function em.record_storage_proofs(jsonb, bigint, timestamp) is
  'Writes the storage proofs of a block and their verifications, and resolves the proofs that these verify.';
