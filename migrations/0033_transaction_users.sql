-- The user of each ManageEntity transaction, which the Go ETL's etl_manage_entities does not keep: without it no raw transaction can be
-- applied again. A block has its rows here and there in the same order; created_at is the block's time, since two chains may have the
-- same heights.
create table if not exists em.transaction_users (
  block_height bigint not null,
  tx_index integer not null,
  user_id bigint not null,
  created_at timestamp not null
);

create index if not exists transaction_users_block_height_idx on em.transaction_users (block_height);
