-- Each transaction that a rule refused, so that "why was my transaction refused?" is a query.
-- Keyed by its place on the chain: a hash can come again. edition is the one whose rules refused it.
do $$ begin
  if to_regclass('em_rejections') is null then
    create table em_rejections (
      chain_id text not null,
      block_height bigint not null,
      tx_index integer not null,
      tx_hash text not null,
      handler text not null,
      code text not null,
      reason text not null,
      edition text,
      constraint em_rejections_pkey primary key (chain_id, block_height, tx_index)
    );

    create index em_rejections_tx_hash_idx on em_rejections (tx_hash);
  end if;
end $$;
