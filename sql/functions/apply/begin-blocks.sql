create function em.begin_blocks(heads jsonb)
returns integer[]
language plpgsql
as $$
declare
  begun_heads constant em.block_head[] := array(
    select head
    from em.block_heads(heads) as head
    order by head.position
  );
  newest record;
  numbers integer[];
  violated text;
begin
  select blocks.number, blocks.blockhash
  into newest
  from blocks
  order by blocks.number desc
  limit 1;

  -- blocks counts only the blocks that hold a ManageEntity transaction (S1).
  numbers := array(
    select case
      when head.is_em_block
        then coalesce(newest.number, 0) + count(*) filter (where head.is_em_block) over (order by head.position)
    end
    from unnest(begun_heads) as head
    order by head.position
  );

  begin
    -- plays_slot is NULL where there are no plays: Python never writes the column's default, 0.
    insert into core_indexed_blocks (blockhash, parenthash, chain_id, height, em_block, plays_slot)
    select
      head.hash,
      case
        when lag(head.height) over chain_before = head.height - 1 then lag(head.hash) over chain_before
        else (
          select core_indexed_blocks.blockhash
          from core_indexed_blocks
          where core_indexed_blocks.chain_id = head.chain_id
            and core_indexed_blocks.height = head.height - 1
        )
      end,
      head.chain_id,
      head.height,
      numbers[head.position],
      head.plays_slot
    from unnest(begun_heads) as head
    window chain_before as (partition by head.chain_id order by head.position);
  exception when unique_violation then
    get stacked diagnostics violated = table_name;
    -- A trigger of somebody else may write to a table of its own.
    if violated <> 'core_indexed_blocks' then
      raise;
    end if;
    raise exception using errcode = 'object_not_in_prerequisite_state', message = 'this block was applied before';
  end;

  perform em.insert_em_blocks(begun_heads, numbers, newest.blockhash);

  insert into etl_blocks (proposer_address, block_height, block_time)
  select head.proposer, head.height, head.time
  from unnest(begun_heads) as head
  order by head.position;

  return numbers;
end
$$;

comment on function em.begin_blocks(jsonb) is
  'Writes the rows of the blocks themselves (blocks, core_indexed_blocks, etl_blocks), given as em.block_heads takes '
  'them, and returns their numbers in blocks, in order: NULL for a block without a ManageEntity transaction. Raises an '
  'error when one of them was applied before.';
