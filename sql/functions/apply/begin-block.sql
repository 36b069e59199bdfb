create function em.begin_block(block_json jsonb)
returns em.block
language plpgsql
as $$
declare
  block em.block;
  is_begun constant boolean := coalesce(block_json -> 'begun' = 'true', false);
  is_em_block boolean;
begin
  block.height := (block_json ->> 'height')::bigint;
  block.chain_id := block_json ->> 'chain_id';
  block.hash := block_json ->> 'hash';
  block.time := (block_json ->> 'timestamp')::timestamptz at time zone 'UTC';
  -- The streamer may have begun several blocks at once, and says which number this one got.
  if is_begun then
    block.number := (block_json ->> 'em_block')::integer;
    return block;
  end if;

  is_em_block := jsonb_path_exists(
    block_json,
    '$.txs[*] ? (@.type == "manage_entity" || @.type == "manage_entity_migration")'
  );
  block.number := (
    em.begin_blocks(
      jsonb_build_array(
        block_json - 'txs' - 'plays_slot' || jsonb_build_object('is_em_block', is_em_block)
      )
    )
  )[1];
  return block;
end
$$;

comment on function em.begin_block(jsonb) is
  'Writes the rows of the block itself, where the streamer has not done so for several at once, and returns what '
  'handlers need of it. Raises an error when the block was applied before.';
