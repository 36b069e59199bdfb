create function em.resolve_storage_proofs(
  proof_height bigint, proof bytea, chain_began timestamp, block_height bigint, tx_hash text, block_time timestamp
)
returns void
language plpgsql
as $$
#variable_conflict use_column
begin
  update etl_storage_proofs
  set
    status = 'pass',
    proof = resolve_storage_proofs.proof
  where etl_storage_proofs.height = proof_height
    and etl_storage_proofs.created_at >= chain_began
    and etl_storage_proofs.address in (
      select answer.address
      from etl_storage_proofs as answer
      where answer.height = proof_height
        and answer.created_at >= chain_began
        and answer.proof_signature is not null
        and answer.address <> ''
    );

  insert into etl_storage_proofs (
    height, address, prover_addresses, cid, status, block_height, tx_hash, created_at
  )
  select
    proof_height,
    expected.address,
    '{}',
    '',
    'fail',
    resolve_storage_proofs.block_height,
    resolve_storage_proofs.tx_hash,
    block_time
  from (
    select em.raw_text(named.address) as address, count(*) as votes
    from etl_storage_proofs
    cross join lateral unnest(etl_storage_proofs.prover_addresses) as named (address)
    where etl_storage_proofs.height = proof_height
      and etl_storage_proofs.created_at >= chain_began
    group by em.raw_text(named.address)
  ) as expected
  where expected.votes > (
      select count(*) / 2
      from etl_storage_proofs
      where etl_storage_proofs.height = proof_height
        and etl_storage_proofs.created_at >= chain_began
    )
    and not exists (
      select from etl_storage_proofs
      where etl_storage_proofs.height = proof_height
        and etl_storage_proofs.created_at >= chain_began
        and etl_storage_proofs.address = expected.address
        and etl_storage_proofs.address <> ''
        and etl_storage_proofs.proof_signature is not null
    )
  order by expected.address collate "C";
end
$$;

comment on function em.resolve_storage_proofs(bigint, bytea, timestamp, bigint, text, timestamp) is
  'Resolves the proofs of a height, as the Go ETL does: a prover who sent a signature has passed; one whom more than '
  'half of the proofs name and who sent no signature has failed, and gets a row that says so. The Go ETL writes these '
  'rows in random order, we by address.';
