create function em.record_storage_proof(tx jsonb, block_height bigint, block_time timestamp)
returns void
language plpgsql
as $$
#variable_conflict use_variable
declare
  hashed boolean;
begin
  insert into etl_storage_proofs (
    height, address, prover_addresses, cid, proof_signature, status, block_height, tx_hash, created_at
  )
  values (
    coalesce((tx ->> 'height')::bigint, 0),
    em.raw_text(tx ->> 'address'),
    array(
      select prover.address
      from jsonb_array_elements_text(tx -> 'prover_addresses') with ordinality as prover (address, position)
      order by prover.position
    ),
    coalesce(tx ->> 'cid', ''),
    (tx ->> 'proof_signature')::bytea,
    'unresolved',
    block_height,
    tx ->> 'hash',
    block_time
  )
  returning em.hash_etl_storage_proofs(etl_storage_proofs)
  into hashed;
end
$$;

comment on function em.record_storage_proof(jsonb, bigint, timestamp) is 'Writes a storage proof, unresolved.';
