-- The look into chain_rollovers comes first, and alone: together with etl_blocks, the planner walks all blocks. So it
-- would by their ids, had the order an index.
create function em.chain_began(chain_id text)
returns timestamp without time zone
language plpgsql stable parallel safe
as $$
declare
  first_height constant bigint := (
    select chain_rollovers.first_height
    from em.chain_rollovers
    where chain_rollovers.new_chain_id = chain_began.chain_id
  );
begin
  if first_height is null then
    return '-infinity'::timestamp;
  end if;

  return coalesce(
    (
      select etl_blocks.block_time
      from etl_blocks
      where etl_blocks.block_height = first_height
      order by etl_blocks.id + 0 desc
      limit 1
    ),
    '-infinity'
  );
end
$$;

comment on function em.chain_began(text) is
  'The time of a chain''s first block, where the chain succeeded another: its heights start over, so only time '
  'separates its raw rows from the older chain''s. -infinity for the first chain.';
