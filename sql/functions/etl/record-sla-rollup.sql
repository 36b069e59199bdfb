create function em.record_sla_rollup(tx jsonb, height bigint, chain_began timestamp)
returns void
language plpgsql
as $$
#variable_conflict use_variable
declare
  tx_index constant integer := (tx ->> 'index')::integer;
  hash constant text := tx ->> 'hash';
  first_height constant bigint := coalesce((tx ->> 'block_start')::bigint, 0);
  last_height constant bigint := coalesce((tx ->> 'block_end')::bigint, 0);
  rollup_time constant timestamp := coalesce((tx ->> 'timestamp')::timestamptz at time zone 'UTC', '1970-01-01');
  reports constant jsonb := coalesce(tx -> 'reports', '[]');
  validators constant integer := jsonb_array_length(reports);
  blocks constant numeric := greatest(last_height::numeric - first_height, 0);
  nanoseconds numeric := coalesce((tx ->> 'timestamp_nanoseconds')::integer, 0);
  seconds double precision := 1;
  transactions bigint := 0;
  previous_time timestamp;
  new_rollup_id integer;
  hashed boolean;
begin
  if blocks > 0 then
    select count(*)
    into transactions
    from etl_transactions
    where etl_transactions.block_height between first_height and last_height
      and (etl_transactions.block_height, etl_transactions.tx_index) < (height, tx_index)
      and etl_transactions.created_at >= chain_began;

    select etl_sla_rollups.created_at
    into previous_time
    from etl_sla_rollups
    order by etl_sla_rollups.id desc
    limit 1;
    nanoseconds := extract(epoch from rollup_time - previous_time) * 1000000000 + nanoseconds;
    if nanoseconds > 9223372036854775807 then
      nanoseconds := 9223372036854775807; -- 292 years, where a Go duration ends
    end if;
    -- In two parts, as Go's Duration.Seconds() has it, so that the last digit is the same.
    seconds := div(nanoseconds, 1000000000)::double precision
      + mod(nanoseconds, 1000000000)::double precision / 1e9;
    -- The Go ETL assumes two seconds a block where the previous rollup gives no time.
    if seconds is null or seconds <= 0 then
      seconds := blocks * 2;
    end if;
  end if;

  insert into etl_sla_rollups (
    block_start, block_end, block_height, validator_count, block_quota, bps, tps, tx_hash, created_at
  )
  values (
    first_height,
    last_height,
    height,
    validators,
    case when validators > 0 then div(least(blocks, 2147483647), validators) else 0 end,
    blocks::double precision / seconds,
    transactions::double precision / seconds,
    hash,
    rollup_time
  )
  returning etl_sla_rollups.id, em.hash_etl_sla_rollups(etl_sla_rollups)
  into new_rollup_id, hashed;

  for hashed in
    insert into etl_sla_node_reports (
      sla_rollup_id, address, num_blocks_proposed, challenges_received, challenges_failed,
      block_height, tx_hash, created_at
    )
    select
      new_rollup_id,
      em.raw_text(report.value ->> 'address'),
      coalesce((report.value ->> 'num_blocks_proposed')::integer, 0),
      coalesce(challenges.received, 0),
      coalesce(challenges.failed, 0),
      height,
      hash,
      rollup_time
    from jsonb_array_elements(reports) with ordinality as report (value, position)
    left join (
      select
        etl_storage_proofs.address,
        count(*) as received,
        count(*) filter (where etl_storage_proofs.status = 'fail') as failed
      from etl_storage_proofs
      where etl_storage_proofs.height between first_height and last_height
        and etl_storage_proofs.created_at >= chain_began
      group by etl_storage_proofs.address
    ) as challenges on challenges.address = em.raw_text(report.value ->> 'address')
    order by report.position
    returning em.hash_etl_sla_node_reports(etl_sla_node_reports)
  loop
  end loop;
end
$$;

comment on function em.record_sla_rollup(jsonb, bigint, timestamp) is
  'Writes an SLA rollup with the share of each validator, as the Go ETL does: blocks and transactions a second are '
  'counted over the time since the previous rollup. A range of heights that does not end after its start has no rates.';
