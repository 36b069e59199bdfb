create function em.block_heads(heads jsonb)
returns setof em.block_head
language sql stable parallel safe
as $$
  select
    head.position,
    head.chain_id,
    head.height,
    head.hash,
    head."timestamp" at time zone 'UTC',
    coalesce(head.proposer, ''),
    head.plays_slot,
    coalesce(head.is_em_block, false)
  from rows from (
    jsonb_to_recordset(heads) as (
      chain_id text, height bigint, hash text, "timestamp" timestamptz, proposer text, plays_slot integer,
      is_em_block boolean
    )
  ) with ordinality as head (chain_id, height, hash, "timestamp", proposer, plays_slot, is_em_block, position)
$$;

comment on function em.block_heads(jsonb) is 'What blocks say of themselves, in their order.';
