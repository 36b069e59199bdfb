-- What the API reads beside the tables of the network, under production's names. All are empty at first: our triggers fill those of
-- the first part, other indexers and the API's own jobs those of the second.

create table aggregate_track (
  track_id integer not null,
  repost_count integer not null default 0,
  save_count integer not null default 0,
  comment_count integer default 0,
  share_count integer default 0,
  constraint aggregate_track_table_pkey primary key (track_id)
);

create table aggregate_playlist (
  playlist_id integer not null,
  is_album boolean,
  repost_count integer default 0,
  save_count integer default 0,
  share_count integer default 0,
  constraint aggregate_playlist_pkey primary key (playlist_id)
);

create table aggregate_plays (
  play_item_id integer not null,
  count bigint,
  constraint play_item_id_pkey primary key (play_item_id)
);

-- Plays by month and country, which is empty where it is not known.
create table aggregate_monthly_plays (
  play_item_id integer not null,
  "timestamp" date not null default current_timestamp,
  count integer not null,
  country text not null default '',
  constraint aggregate_monthly_plays_pkey primary key (play_item_id, "timestamp", country)
);

-- When a count came to a threshold for the first time. id is of a user, track or playlist, as the name of the count says.
create table milestones (
  id integer not null,
  name varchar not null,
  threshold integer not null,
  blocknumber integer,
  slot integer,
  "timestamp" timestamp not null,
  constraint milestones_pkey primary key (id, name, threshold)
);

create index milestones_name_idx on milestones (name, id);

-- Rows as they were before a block, by which the Python indexer took a block back.
create table revert_blocks (
  blocknumber integer not null,
  prev_records jsonb not null,
  constraint revert_blocks_pkey primary key (blocknumber),
  constraint revert_blocks_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
);

create table user_balances (
  user_id serial not null,
  balance varchar not null,
  created_at timestamp not null default current_timestamp,
  updated_at timestamp not null default current_timestamp,
  associated_wallets_balance varchar not null default '0',
  waudio varchar default '0',
  associated_sol_wallets_balance varchar not null default '0',
  constraint user_balances_pkey primary key (user_id)
);

create table user_bank_accounts (
  signature varchar not null,
  ethereum_address varchar not null,
  created_at timestamp not null,
  bank_account varchar not null,
  constraint user_bank_accounts_pkey primary key (signature)
);

create index idx_user_bank_eth_address on user_bank_accounts (ethereum_address);

create table usdc_user_bank_accounts (
  signature varchar not null,
  ethereum_address varchar not null,
  created_at timestamp not null default current_timestamp,
  bank_account varchar not null,
  constraint usdc_user_bank_accounts_pkey primary key (signature)
);

create index idx_usdc_user_bank_accounts_eth_address on usdc_user_bank_accounts (ethereum_address);

-- The columns of 2026, and with them website and dbc_pool, which an API of 2025 reads.
create table artist_coins (
  mint varchar not null,
  ticker varchar not null,
  user_id integer not null,
  decimals integer not null,
  created_at timestamp not null default current_timestamp,
  logo_uri text,
  description text,
  website text,
  name text not null default '',
  dbc_pool text,
  banner_image_url text,
  has_discord boolean not null default false,
  updated_at timestamp default now(),
  twitter text,
  instagram text,
  tiktok text,
  link_1 text,
  link_2 text,
  link_3 text,
  link_4 text,
  damm_v2_pool text,
  constraint artist_coins_pkey primary key (mint),
  constraint artist_coins_ticker_unique unique (ticker)
);

create index artist_coins_ticker_idx on artist_coins (ticker, user_id);
create index artist_coins_user_id_idx on artist_coins (user_id);

create table sol_user_balances (
  user_id integer not null,
  mint text not null,
  balance bigint not null,
  updated_at timestamp not null default current_timestamp,
  created_at timestamp not null default current_timestamp,
  constraint sol_user_balances_pkey primary key (user_id, mint)
);

create index sol_user_balances_mint_user_id_idx on sol_user_balances (mint, user_id);
