create function em.resolve_storage_proofs(
  proof_height bigint, proof bytea, chain_began timestamp, block_height bigint, tx_hash text, block_time timestamp
)
returns void
language plpgsql
as $$
#variable_conflict use_column
declare
  proven integer[];
  answered text[];
  expected text[];
  hashed boolean;
begin
  -- A height has a handful of proofs, which are read once.
  with recorded as materialized (
    select
      etl_storage_proofs.id,
      etl_storage_proofs.address,
      etl_storage_proofs.prover_addresses,
      etl_storage_proofs.proof_signature
    from etl_storage_proofs
    where etl_storage_proofs.height = proof_height
      and etl_storage_proofs.created_at >= chain_began
  ),
  proofs as (
    select
      count(*) as total,
      array_agg(recorded.id) as ids,
      coalesce(
        array_agg(recorded.address) filter (where recorded.proof_signature is not null and recorded.address <> ''),
        '{}'
      ) as answered
    from recorded
  )
  select
    proofs.ids,
    proofs.answered,
    array(
      select em.raw_text(named.address)
      from recorded
      cross join lateral unnest(recorded.prover_addresses) as named (address)
      group by em.raw_text(named.address)
      having count(*) > proofs.total / 2
        and em.raw_text(named.address) <> all (proofs.answered)
      order by em.raw_text(named.address) collate "C"
    )
  into proven, answered, expected
  from proofs;

  for hashed in
    update etl_storage_proofs
    set
      status = 'pass',
      proof = resolve_storage_proofs.proof
    where etl_storage_proofs.id = any (proven)
      and etl_storage_proofs.address = any (answered)
    returning em.hash_etl_storage_proofs(etl_storage_proofs)
  loop
  end loop;

  if expected = '{}' then
    return;
  end if;

  for hashed in
    insert into etl_storage_proofs (
      height, address, prover_addresses, cid, status, block_height, tx_hash, created_at
    )
    select
      proof_height,
      missing.address,
      '{}',
      '',
      'fail',
      resolve_storage_proofs.block_height,
      resolve_storage_proofs.tx_hash,
      block_time
    from unnest(expected) with ordinality as missing (address, position)
    order by missing.position
    returning em.hash_etl_storage_proofs(etl_storage_proofs)
  loop
  end loop;
end
$$;

comment on function em.resolve_storage_proofs(bigint, bytea, timestamp, bigint, text, timestamp) is
  'Resolves the proofs of a height, as the Go ETL does: a prover who sent a signature has passed; one whom more than '
  'half of the proofs name and who sent no signature has failed, and gets a row that says so. The Go ETL writes these '
  'rows in random order, we by address.';
