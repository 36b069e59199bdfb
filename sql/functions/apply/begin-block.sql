create function em.begin_block(block_json jsonb)
returns em.block
language plpgsql
as $$
declare
  block em.block;
  previous record;
  block_time constant timestamp := (block_json ->> 'timestamp')::timestamptz at time zone 'UTC';
begin
  block.height := (block_json ->> 'height')::bigint;
  block.chain_id := block_json ->> 'chain_id';
  block.hash := block_json ->> 'hash';
  block.time := block_time;

  -- A time without a zone would mean another time in another session; a misspelt "txs" would lose the transactions.
  if block.height is null
    or block.chain_id is null
    or block.hash is null
    or block_time is null
    or block_json ->> 'timestamp' !~ '(Z|[+-][0-9][0-9](:?[0-9][0-9])?)$'
    or jsonb_typeof(block_json -> 'txs') is distinct from 'array'
  then
    raise exception using errcode = 'invalid_parameter_value', message = em.block_json_fault(block_json);
  end if;

  -- blocks counts only the blocks that hold a ManageEntity transaction (S1).
  if jsonb_path_exists(block_json, '$.txs[*] ? (@.type == "manage_entity" || @.type == "manage_entity_migration")') then
    select blocks.number, blocks.blockhash
    into previous
    from blocks
    order by blocks.number desc
    limit 1;

    block.number := coalesce(previous.number, 0) + 1;
  end if;

  -- plays_slot is NULL until plays are recorded: Python never writes the column's default, 0.
  insert into core_indexed_blocks (blockhash, parenthash, chain_id, height, em_block, plays_slot)
  values (
    block.hash,
    (
      select core_indexed_blocks.blockhash
      from core_indexed_blocks
      where core_indexed_blocks.chain_id = block.chain_id
        and core_indexed_blocks.height = block.height - 1
    ),
    block.chain_id,
    block.height,
    block.number,
    null
  )
  on conflict do nothing;
  if not found then
    raise exception using errcode = 'object_not_in_prerequisite_state', message = 'this block was applied before';
  end if;

  if block.number is not null then
    perform em.insert_em_block(block.number, block.hash, previous.blockhash);
  end if;

  insert into etl_blocks (proposer_address, block_height, block_time)
  values (coalesce(block_json ->> 'proposer', ''), block.height, block_time);

  return block;
end
$$;

comment on function em.begin_block(jsonb) is
  'Writes the rows of the block itself (blocks, core_indexed_blocks, etl_blocks) and returns what handlers need of it. '
  'Raises an error when the block was applied before.';
