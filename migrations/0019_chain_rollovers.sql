-- A chain may start over under another id: its heights count from the beginning again, while em_block runs on. The streamer
-- records each such change here, before the new chain's first block, and reads it when it resumes.
create table if not exists em.chain_rollovers (
  position integer primary key generated always as identity,
  old_chain_id text not null,
  new_chain_id text not null unique,
  last_height bigint not null,
  first_height bigint not null,
  noticed_at timestamp with time zone not null
);
comment on table em.chain_rollovers is 'Changes from one chain id to the next, newest last';
comment on column em.chain_rollovers.last_height is 'Newest indexed height of the old chain';
comment on column em.chain_rollovers.first_height is 'Height of the new chain that indexing began with';
comment on column em.chain_rollovers.noticed_at is 'When the streamer saw the new id, by its own clock';
