create function em.insert_storage_proofs(
  block_json jsonb, height bigint, block_time timestamp, after_position bigint, before_position bigint
)
returns void
language plpgsql
as $$
declare
  hashed boolean;
begin
  for hashed in
    insert into etl_storage_proofs (
      height, address, prover_addresses, cid, proof_signature, status, block_height, tx_hash, created_at
    )
    select
      coalesce((tx.value ->> 'height')::bigint, 0),
      em.raw_text(tx.value ->> 'address'),
      array(
        select prover.address
        from jsonb_array_elements_text(tx.value -> 'prover_addresses') with ordinality as prover (address, position)
        order by prover.position
      ),
      coalesce(tx.value ->> 'cid', ''),
      (tx.value ->> 'proof_signature')::bytea,
      'unresolved',
      insert_storage_proofs.height,
      tx.value ->> 'hash',
      insert_storage_proofs.block_time
    from jsonb_array_elements(block_json -> 'txs') with ordinality as tx (value, position)
    where tx.value ->> 'type' = 'storage_proof'
      and tx.position > after_position
      and (before_position is null or tx.position < before_position)
    order by tx.position
    returning em.hash_etl_storage_proofs(etl_storage_proofs)
  loop
  end loop;
end
$$;

comment on function em.insert_storage_proofs(jsonb, bigint, timestamp, bigint, bigint) is
  'Writes the storage proofs of a block between two positions (NULL: to the end), unresolved.';
