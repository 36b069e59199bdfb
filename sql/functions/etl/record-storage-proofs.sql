-- What a verification judges is looked up before anything is written: a proof that is recorded and verified here is
-- written once, as resolved.
create function em.record_storage_proofs(transactions em.other_transaction[], chain_began timestamp)
returns void
language plpgsql
as $$
#variable_conflict use_variable
declare
  hashed boolean;
begin
  for hashed in
    insert into etl_storage_proof_verifications (height, proof, block_height, tx_hash, created_at)
    select
      coalesce((tx.json ->> 'height')::bigint, 0),
      coalesce((tx.json ->> 'proof')::bytea, ''),
      tx.height,
      tx.json ->> 'hash',
      tx.block_time
    from unnest(transactions) as tx
    where tx.type = 'storage_proof_verification'
    order by tx.position
    returning em.hash_etl_storage_proof_verifications(etl_storage_proof_verifications)
  loop
  end loop;

  for hashed in
    with proof as materialized (
      select
        tx.position,
        coalesce((tx.json ->> 'height')::bigint, 0) as height,
        em.raw_text(tx.json ->> 'address') as address,
        array(
          select prover.address
          from jsonb_array_elements_text(tx.json -> 'prover_addresses') with ordinality as prover (address, position)
          order by prover.position
        ) as prover_addresses,
        coalesce(tx.json ->> 'cid', '') as cid,
        (tx.json ->> 'proof_signature')::bytea as proof_signature,
        tx.height as block_height,
        tx.json ->> 'hash' as tx_hash,
        tx.block_time
      from unnest(transactions) as tx
      where tx.type = 'storage_proof'
    ),
    -- Without a proof there is nothing to judge by; the Go ETL stops here too.
    verification as materialized (
      select
        tx.position,
        coalesce((tx.json ->> 'height')::bigint, 0) as height,
        (tx.json ->> 'proof')::bytea as proof,
        tx.height as block_height,
        tx.json ->> 'hash' as tx_hash,
        tx.block_time
      from unnest(transactions) as tx
      where tx.type = 'storage_proof_verification'
        and tx.json ->> 'proof' is not null
    ),
    recorded as (
      select
        verification.position as verified_at,
        verification.proof,
        earlier.id,
        null::bigint as position,
        earlier.address,
        earlier.prover_addresses,
        earlier.proof_signature
      from verification
      cross join lateral (
        select
          etl_storage_proofs.id,
          etl_storage_proofs.address,
          etl_storage_proofs.prover_addresses,
          etl_storage_proofs.proof_signature
        from etl_storage_proofs
        where etl_storage_proofs.height = verification.height
          and etl_storage_proofs.created_at >= chain_began
        offset 0 -- keeps it a look-up for each height
      ) as earlier
      union all
      select
        verification.position,
        verification.proof,
        null,
        proof.position,
        proof.address,
        proof.prover_addresses,
        proof.proof_signature
      from verification
      join proof on proof.height = verification.height
        and proof.position < verification.position
      where proof.block_time >= chain_began
    ),
    judged as materialized (
      select
        recorded.*,
        recorded.proof_signature is not null and recorded.address <> '' as has_answered,
        count(*) over (partition by recorded.verified_at) as total
      from recorded
    ),
    answered as materialized (
      select distinct judged.verified_at, judged.address
      from judged
      where judged.has_answered
    ),
    passed as materialized (
      select judged.id, judged.position, judged.proof
      from judged
      join answered on answered.verified_at = judged.verified_at
        and answered.address = judged.address
    ),
    failed as materialized (
      select judged.verified_at, em.raw_text(named.address) as address
      from judged
      cross join lateral unnest(judged.prover_addresses) as named (address)
      group by judged.verified_at, judged.total, em.raw_text(named.address)
      having count(*) > judged.total / 2
        and (judged.verified_at, em.raw_text(named.address)) not in (
          select answered.verified_at, answered.address
          from answered
        )
    ),
    changed as (
      update etl_storage_proofs
      set
        status = 'pass',
        proof = passed.proof
      from passed
      where etl_storage_proofs.id = passed.id
      returning em.hash_etl_storage_proofs(etl_storage_proofs)
    )
    insert into etl_storage_proofs (
      height, address, prover_addresses, cid, proof_signature, proof, status, block_height, tx_hash, created_at
    )
    select
      written.height,
      written.address,
      written.prover_addresses,
      written.cid,
      written.proof_signature,
      written.proof,
      written.status,
      written.block_height,
      written.tx_hash,
      written.block_time
    from (
      select
        proof.*,
        passed.proof,
        case when passed.position is null then 'unresolved' else 'pass' end::etl_proof_status as status
      from proof
      left join passed on passed.position = proof.position
      union all
      select
        verification.position,
        verification.height,
        failed.address,
        '{}',
        '',
        null,
        verification.block_height,
        verification.tx_hash,
        verification.block_time,
        null,
        'fail'
      from failed
      join verification on verification.position = failed.verified_at
    ) as written
    order by written.position, written.address collate "C"
    returning em.hash_etl_storage_proofs(etl_storage_proofs)
  loop
  end loop;
end
$$;

comment on function em.record_storage_proofs(em.other_transaction[], timestamp) is
  'Writes storage proofs, and verifications of different heights, and resolves by each the proofs of its height before '
  'it, as the Go ETL does: a prover who sent a signature has passed; one whom more than half of the proofs name and '
  'who sent no signature has failed, and gets a row that says so. The Go ETL writes these rows in random order, we by '
  'address.';
