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
-- values that name the row, as a JSON list. digest: of the row as it was written; null where it was deleted. Of a row that a block
-- writes several times the highest id counts: to find and replace the one before would cost more than all else.
do $$ begin
  if to_regclass('em.changed_rows') is null then
    create table em.changed_rows (
      id bigint generated always as identity,
      chain_id text collate "C" not null,
      height bigint not null,
      table_name text collate "C" not null,
      key text collate "C" not null,
      digest bytea
    );

    create index changed_rows_height_idx on em.changed_rows (height, id);
  end if;
end $$;
