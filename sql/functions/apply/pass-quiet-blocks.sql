create function em.pass_quiet_blocks(heads jsonb)
returns void
language plpgsql
as $$
declare
  keeps_state_hash constant boolean := em.setting('state_hash') = 'on';
  block em.block;
begin
  for block in
    select null::integer, head.hash, head.time, head.height, head.chain_id
    from em.block_heads(heads) as head
    order by head.position
  loop
    if em.edition_at(block.chain_id, block.height) = '2026' and em.next_release() < block.time then
      if keeps_state_hash then
        perform em.begin_hashed_block(block.chain_id, block.height);
      end if;
      perform em.publish_scheduled_releases(block);
    end if;
  end loop;
end
$$;

comment on function em.pass_quiet_blocks(jsonb) is
  'Does what blocks do whose transactions change nothing, where a release comes due in the time that they span.';
