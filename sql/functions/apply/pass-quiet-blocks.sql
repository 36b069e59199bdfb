create function em.pass_quiet_blocks(heads jsonb)
returns void
language plpgsql
as $$
declare
  keeps_state_hash boolean;
  block em.block;
begin
  -- Nearly always nothing comes due in all the time that they span.
  if not em.is_release_due((select max(head.time) from em.block_heads(heads) as head)) then
    return;
  end if;

  keeps_state_hash := em.setting('state_hash') = 'on';
  for block in
    select null::integer, head.hash, head.time, head.height, head.chain_id
    from em.block_heads(heads) as head
    order by head.position
  loop
    if em.edition_at(block.chain_id, block.height) = '2026' then
      if keeps_state_hash then
        perform em.begin_hashed_block(block.chain_id, block.height);
      end if;
      perform em.publish_scheduled_releases(block);
    end if;
  end loop;
end
$$;

comment on function em.pass_quiet_blocks(jsonb) is
  'Does what blocks do whose transactions change nothing: their time passes, and releases come due.';
