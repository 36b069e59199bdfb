create function em.record_rejection(
  block em.block, tx em.transaction, edition text, handler text, rejection em.rejection
)
returns void
language plpgsql
as $$
begin
  insert into em_rejections (chain_id, block_height, tx_index, tx_hash, edition, handler, code, reason)
  values (block.chain_id, block.height, tx.index, tx.hash, edition, handler, rejection.code, rejection.reason);
end
$$;

comment on function em.record_rejection(em.block, em.transaction, text, text, em.rejection) is
  'Records why a transaction was refused (D8).';
