create function em.chain_began(chain_id text)
returns timestamp without time zone
language sql stable parallel safe
as $$
  select coalesce(
    (
      select etl_blocks.block_time
      from em.chain_rollovers
      join etl_blocks on etl_blocks.block_height = chain_rollovers.first_height
      where chain_rollovers.new_chain_id = chain_began.chain_id
      order by etl_blocks.id desc
      limit 1
    ),
    '-infinity'
  )
$$;

comment on function em.chain_began(text) is
  'The time of a chain''s first block, where the chain succeeded another: its heights start over, so only time '
  'separates its raw rows from the older chain''s. -infinity for the first chain.';
