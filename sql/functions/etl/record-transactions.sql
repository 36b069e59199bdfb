create function em.record_transactions(block_json jsonb)
returns void
language plpgsql
as $$
declare
  height constant bigint := (block_json ->> 'height')::bigint;
  block_time constant timestamp := (block_json ->> 'timestamp')::timestamptz at time zone 'UTC';
  kinds constant text[] := array(
    select distinct tx.value ->> 'type'
    from jsonb_array_elements(block_json -> 'txs') as tx (value)
  );
begin
  if block_json -> 'begun' is distinct from 'true' then
    perform em.insert_raw_rows(block_json, kinds, height, block_time);
  end if;

  if kinds && array['storage_proof', 'storage_proof_verification'] then
    perform em.record_storage_proofs(block_json, height, block_time);
  end if;
  if 'sla_rollup' = any (kinds) then
    perform em.record_sla_rollups(block_json, height);
  end if;
  if kinds && array[
    'validator_registration', 'validator_deregistration', 'validator_misbehavior_deregistration'
  ] then
    perform em.record_validators(block_json, height, block_time);
  end if;
end
$$;

comment on function em.record_transactions(jsonb) is
  'Writes the transactions of a block, as they came, to the etl_* tables and to plays, as the Go ETL does. Every '
  'transaction has a row in etl_transactions, and an unknown kind, or one without a table of its own, has only that. '
  'When the member begun is true, the streamer has written the bulky rows of several blocks at once: those of '
  'etl_transactions, etl_manage_entities, etl_addresses, etl_plays and plays.';
