-- Blocks: which blocks were indexed, and how they are numbered.

-- One row for each chain block that holds a ManageEntity transaction, numbered without gaps.
-- A row of the tables below names the block that wrote it last.
do $$ begin
  if to_regclass('blocks') is null then
    create table blocks (
      blockhash varchar not null,
      parenthash varchar,
      is_current boolean,
      number integer,
      constraint blocks_pkey primary key (blockhash),
      constraint blocks_number_key unique (number)
    );

    create unique index blocks_is_current_idx on blocks (is_current)
      where is_current is true;
    create index is_current_blocks_idx on blocks (is_current);
  end if;
end $$;

-- Every chain block that was indexed. em_block is its number in blocks, null when it holds no ManageEntity transaction.
do $$ begin
  if to_regclass('core_indexed_blocks') is null then
    create table core_indexed_blocks (
      blockhash varchar not null,
      parenthash varchar,
      chain_id text not null,
      height integer not null,
      plays_slot integer default 0,
      em_block integer,
      constraint pk_chain_id_height primary key (chain_id, height)
    );

    create index idx_chain_blockhash on core_indexed_blocks (blockhash);
    create index idx_chain_id_height on core_indexed_blocks (chain_id, height);
  end if;
end $$;

do $$ begin
  if to_regtype('skippedtransactionlevel') is null then
    create type skippedtransactionlevel as enum ('node', 'network');
  end if;
end $$;

-- Transactions that the Python indexer skipped. Kept for its readers; ours are in em_rejections.
do $$ begin
  if to_regclass('skipped_transactions') is null then
    create table skipped_transactions (
      id serial not null,
      blocknumber integer not null,
      blockhash varchar not null,
      txhash varchar not null,
      created_at timestamp not null default current_timestamp,
      updated_at timestamp not null default current_timestamp,
      level skippedtransactionlevel not null default 'node',
      constraint skipped_transactions_pkey primary key (id)
    );
  end if;
end $$;
