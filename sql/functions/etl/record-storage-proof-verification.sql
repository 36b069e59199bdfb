create function em.record_storage_proof_verification(
  tx jsonb, block_height bigint, block_time timestamp, chain_began timestamp
)
returns void
language plpgsql
as $$
#variable_conflict use_variable
declare
  proof_height constant bigint := coalesce((tx ->> 'height')::bigint, 0);
  proof constant bytea := (tx ->> 'proof')::bytea;
  hash constant text := tx ->> 'hash';
  hashed boolean;
begin
  insert into etl_storage_proof_verifications (height, proof, block_height, tx_hash, created_at)
  values (
    proof_height,
    coalesce(proof, ''),
    block_height,
    hash,
    block_time
  )
  returning em.hash_etl_storage_proof_verifications(etl_storage_proof_verifications)
  into hashed;
  -- Without a proof there is nothing to judge by; the Go ETL stops here too.
  if proof is not null then
    perform em.resolve_storage_proofs(proof_height, proof, chain_began, block_height, hash, block_time);
  end if;
end
$$;

comment on function em.record_storage_proof_verification(jsonb, bigint, timestamp, timestamp) is
  'Writes the verification of storage proofs, and resolves the proofs of its height.';
