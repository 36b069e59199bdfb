-- The limit keeps it a look-up for each block.
create function em.hashed_heads(heads jsonb)
returns table (
  "position" bigint, chain_id text, height bigint, block_time timestamp, em_block integer, plays_slot integer
)
language sql stable parallel safe
as $$
  select head.position, head.chain_id, head.height, head.time, indexed.em_block, indexed.plays_slot
  from em.block_heads(heads) as head
  cross join lateral (
    select core_indexed_blocks.em_block, core_indexed_blocks.plays_slot
    from core_indexed_blocks
    where core_indexed_blocks.chain_id = head.chain_id
      and core_indexed_blocks.height = head.height
    limit 1
  ) as indexed
$$;

comment on function em.hashed_heads(jsonb) is
  'By what the rows of these blocks are found: blocks that are applied, given as em.block_heads takes them.';
