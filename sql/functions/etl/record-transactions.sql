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
  perform em.insert_raw_rows(block_json, kinds, height, block_time);
  if not kinds <@ array['manage_entity', 'manage_entity_migration', 'plays'] then
    perform em.record_other_transactions(jsonb_build_array(block_json));
  end if;
end
$$;

comment on function em.record_transactions(jsonb) is
  'Writes the transactions of a block, as they came, to the etl_* tables and to plays, as the Go ETL does. Every '
  'transaction has a row in etl_transactions, and an unknown kind, or one without a table of its own, has only that.';
