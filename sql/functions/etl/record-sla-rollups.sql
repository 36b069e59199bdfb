create function em.record_sla_rollups(block_json jsonb, height bigint)
returns void
language plpgsql
as $$
declare
  chain_began constant timestamp := em.chain_began(block_json ->> 'chain_id');
  rollup record;
  blocks numeric;
  nanoseconds numeric;
  seconds double precision;
  transactions bigint;
  previous_time timestamp;
  new_rollup_id integer;
  hashed boolean;
begin
  for rollup in
    select
      (tx.value ->> 'index')::integer as tx_index,
      tx.value ->> 'hash' as hash,
      coalesce((tx.value ->> 'block_start')::bigint, 0) as first_height,
      coalesce((tx.value ->> 'block_end')::bigint, 0) as last_height,
      coalesce((tx.value ->> 'timestamp')::timestamptz at time zone 'UTC', '1970-01-01') as "time",
      coalesce((tx.value ->> 'timestamp_nanoseconds')::integer, 0) as nanoseconds,
      coalesce(tx.value -> 'reports', '[]') as reports,
      jsonb_array_length(coalesce(tx.value -> 'reports', '[]')) as validators
    from jsonb_array_elements(block_json -> 'txs') with ordinality as tx (value, position)
    where tx.value ->> 'type' = 'sla_rollup'
    order by tx.position
  loop
    blocks := greatest(rollup.last_height::numeric - rollup.first_height, 0);
    transactions := 0;
    seconds := 1;
    if blocks > 0 then
      select count(*)
      into transactions
      from etl_transactions
      where etl_transactions.block_height between rollup.first_height and rollup.last_height
        and (etl_transactions.block_height, etl_transactions.tx_index) < (height, rollup.tx_index)
        and etl_transactions.created_at >= chain_began;

      select etl_sla_rollups.created_at
      into previous_time
      from etl_sla_rollups
      order by etl_sla_rollups.id desc
      limit 1;
      nanoseconds := extract(epoch from rollup.time - previous_time) * 1000000000 + rollup.nanoseconds;
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
      rollup.first_height,
      rollup.last_height,
      height,
      rollup.validators,
      case when rollup.validators > 0 then div(least(blocks, 2147483647), rollup.validators) else 0 end,
      blocks::double precision / seconds,
      transactions::double precision / seconds,
      rollup.hash,
      rollup.time
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
        rollup.hash,
        rollup.time
      from jsonb_array_elements(rollup.reports) with ordinality as report (value, position)
      left join (
        select
          etl_storage_proofs.address,
          count(*) as received,
          count(*) filter (where etl_storage_proofs.status = 'fail') as failed
        from etl_storage_proofs
        where etl_storage_proofs.height between rollup.first_height and rollup.last_height
          and etl_storage_proofs.created_at >= chain_began
        group by etl_storage_proofs.address
      ) as challenges on challenges.address = em.raw_text(report.value ->> 'address')
      order by report.position
      returning em.hash_etl_sla_node_reports(etl_sla_node_reports)
    loop
    end loop;
  end loop;
end
$$;

comment on function em.record_sla_rollups(jsonb, bigint) is
  'Writes the SLA rollups of a block with the share of each validator, as the Go ETL does: blocks and transactions a '
  'second are counted over the time since the previous rollup. A range of heights that does not end after its start '
  'has no rates.';
