create function em.chain_began(chain_id text) returns timestamp without time zone
language sql stable
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
  'The time of the first block of the chain after which rows of the raw tables are its own: heights count anew when a chain is '
  'begun anew. -infinity for the first chain.';
