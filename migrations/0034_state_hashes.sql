-- The state hash (docs/state-hash.md): a row for each block that was applied while it was on. number counts them. digest is of the rows
-- that the block added or changed, hash of that and the hash before it.
create table if not exists em.state_hashes (
  number bigint not null,
  chain_id text not null,
  height bigint not null,
  block_time timestamp not null,
  row_count integer not null,
  digest bytea not null,
  hash bytea not null,
  constraint state_hashes_pkey primary key (number),
  constraint state_hashes_block_key unique (chain_id, height)
);

-- The rows that each of these blocks changed, but for those that are only added (em.rows_of_blocks finds them by their block). key: the
-- values that name the row, as a JSON list. digest: of the row as the block left it; null where it is gone.
create table if not exists em.changed_rows (
  chain_id text not null,
  height bigint not null,
  table_name text not null,
  key text not null,
  digest bytea,
  constraint changed_rows_pkey primary key (chain_id, height, table_name, key)
);
