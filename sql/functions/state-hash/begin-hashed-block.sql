create function em.begin_hashed_block(chain_id text, height bigint)
returns void
language plpgsql stable
as $$
begin
  perform set_config('em.hashed_chain', chain_id, true);
  perform set_config('em.hashed_height', height::text, true);
end
$$;

comment on function em.begin_hashed_block(text, bigint) is
  'Where a state hash is kept: the rows that writes change from here on are those of this block.';
