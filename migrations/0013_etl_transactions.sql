-- Raw blocks and transactions of every type, as they came from the chain.

-- Every block of the chain. Resuming starts from its highest one.
do $$ begin
  if to_regclass('etl_blocks') is null then
    create table etl_blocks (
      id serial not null,
      proposer_address text not null,
      block_height bigint not null,
      block_time timestamp not null,
      constraint etl_blocks_pkey primary key (id)
    );

    create index etl_blocks_block_height_desc_idx on etl_blocks (block_height desc);
    create index etl_blocks_block_height_idx on etl_blocks (block_height);
    create index etl_blocks_block_time_height_idx on etl_blocks (block_time desc, block_height desc);
    create index etl_blocks_block_time_idx on etl_blocks (block_time);
    create index etl_blocks_block_time_range_idx on etl_blocks (block_time, block_height);
    create index etl_blocks_id_desc_idx on etl_blocks (id desc);
  end if;
end $$;

-- Every transaction; a hash that comes again keeps its first row.
do $$ begin
  if to_regclass('etl_transactions') is null then
    create table etl_transactions (
      id serial not null,
      tx_hash text not null,
      block_height bigint not null,
      tx_index integer not null,
      tx_type text not null,
      address text,
      created_at timestamp not null,
      constraint etl_transactions_pkey primary key (id)
    );

    create index etl_transactions_address_filter_idx on
      etl_transactions (lower(address), tx_type, created_at, block_height desc, tx_index desc);
    create index etl_transactions_address_idx on etl_transactions (address);
    create index etl_transactions_address_lower_idx on etl_transactions (lower(address));
    create index etl_transactions_block_height_desc_idx on
      etl_transactions (block_height desc, tx_index desc);
    create index etl_transactions_created_at_idx on etl_transactions (created_at);
    create index etl_transactions_created_at_type_idx on etl_transactions (created_at, tx_type);
    create index etl_transactions_cursor_idx on etl_transactions (block_height, id);
    create index etl_transactions_id_desc_idx on etl_transactions (id desc);
    create unique index etl_transactions_tx_hash_idx on etl_transactions (tx_hash);
    create index etl_transactions_tx_type_idx on etl_transactions (tx_type);
  end if;
end $$;

-- Every address, and where it was first seen.
do $$ begin
  if to_regclass('etl_addresses') is null then
    create table etl_addresses (
      id serial not null,
      address text not null,
      pub_key bytea,
      first_seen_block_height bigint,
      created_at timestamp not null,
      constraint etl_addresses_pkey primary key (id)
    );
  end if;
end $$;

-- ManageEntity transactions with their raw metadata, applied or not.
do $$ begin
  if to_regclass('etl_manage_entities') is null then
    create table etl_manage_entities (
      id serial not null,
      address text not null,
      entity_type text not null,
      entity_id bigint not null,
      action text not null,
      metadata text,
      signature text not null,
      signer text not null,
      nonce text not null,
      block_height bigint not null,
      tx_hash text not null,
      created_at timestamp not null,
      constraint etl_manage_entities_pkey primary key (id)
    );

    create index etl_manage_entities_cursor_idx on etl_manage_entities (block_height, id);
    create index etl_manage_entities_tx_hash_action_entity_idx on
      etl_manage_entities (tx_hash, action, entity_type);
    create index etl_manage_entities_tx_hash_idx on etl_manage_entities (tx_hash);
  end if;
end $$;

-- Each play as the chain reports it.
do $$ begin
  if to_regclass('etl_plays') is null then
    create table etl_plays (
      id serial not null,
      user_id text not null,
      track_id text not null,
      city text not null,
      region text not null,
      country text not null,
      played_at timestamp not null,
      block_height bigint not null,
      tx_hash text not null,
      listened_at timestamp not null,
      recorded_at timestamp not null,
      constraint etl_plays_pkey primary key (id)
    );

    create index etl_plays_cursor_idx on etl_plays (block_height, id);
    create index etl_plays_tx_hash_idx on etl_plays (tx_hash);
  end if;
end $$;
