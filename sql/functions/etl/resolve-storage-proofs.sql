create function em.resolve_storage_proofs(
  proof_height bigint, proof bytea, chain_began timestamp, block_height bigint, tx_hash text, block_time timestamp
)
returns void
language plpgsql
as $$
#variable_conflict use_column
declare
  proofs bigint;
  proven integer[];
  answered text[];
  expected text[];
  hashed boolean;
begin
  -- A height has a handful of proofs, which are read once.
  select
    count(*),
    array_agg(recorded.id),
    coalesce(
      array_agg(recorded.address) filter (where recorded.proof_signature is not null and recorded.address <> ''),
      '{}'
    )
  into proofs, proven, answered
  from etl_storage_proofs as recorded
  where recorded.height = proof_height
    and recorded.created_at >= chain_began;

  for hashed in
    update etl_storage_proofs
    set
      status = 'pass',
      proof = resolve_storage_proofs.proof
    where etl_storage_proofs.id = any (proven)
      and etl_storage_proofs.address in (select unnest(answered))
    returning em.hash_etl_storage_proofs(etl_storage_proofs)
  loop
  end loop;

  expected := array(
    select em.raw_text(named.address)
    from etl_storage_proofs
    cross join lateral unnest(etl_storage_proofs.prover_addresses) as named (address)
    where etl_storage_proofs.id = any (proven)
    group by em.raw_text(named.address)
    having count(*) > proofs / 2
      and em.raw_text(named.address) not in (select unnest(answered))
    order by em.raw_text(named.address) collate "C"
  );
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
