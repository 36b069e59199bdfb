create function em.begin_hashed_block(block em.block)
returns void
language plpgsql stable
as $$
begin
  if em.setting('state_hash') = 'on' then
    perform set_config('em.hashed_chain', block.chain_id, true);
    perform set_config('em.hashed_height', block.height::text, true);
  end if;
end
$$;

comment on function em.begin_hashed_block(em.block) is
  'While a state hash is kept: the rows that writes change from here on are those of this block.';
