-- Users, what they own and what they changed.

do $$ begin
  if to_regtype('profile_type_enum') is null then
    create type profile_type_enum as enum ('label');
  end if;
end $$;

-- The profile of each user, one current row per user.
do $$ begin
  if to_regclass('users') is null then
    create table users (
      blockhash varchar,
      user_id integer not null,
      is_current boolean not null,
      handle varchar,
      wallet varchar,
      name text,
      profile_picture varchar,
      cover_photo varchar,
      bio varchar,
      location varchar,
      metadata_multihash varchar,
      creator_node_endpoint varchar,
      blocknumber integer,
      is_verified boolean not null default false,
      created_at timestamp not null default current_timestamp,
      updated_at timestamp not null default current_timestamp,
      handle_lc varchar,
      cover_photo_sizes varchar,
      profile_picture_sizes varchar,
      primary_id integer,
      secondary_ids integer[],
      replica_set_update_signer varchar,
      has_collectibles boolean not null default false,
      txhash varchar not null default '',
      playlist_library jsonb,
      is_deactivated boolean not null default false,
      slot integer,
      user_storage_account varchar,
      user_authority_account varchar,
      artist_pick_track_id integer,
      is_available boolean not null default true,
      is_storage_v2 boolean not null default false,
      allow_ai_attribution boolean not null default false,
      spl_usdc_payout_wallet varchar,
      twitter_handle varchar,
      instagram_handle varchar,
      tiktok_handle varchar,
      verified_with_twitter boolean default false,
      verified_with_instagram boolean default false,
      verified_with_tiktok boolean default false,
      website varchar,
      donation varchar,
      profile_type profile_type_enum,
      coin_flair_mint text,
      last_active_at timestamptz,
      constraint users_pkey primary key (user_id, txhash),
      constraint users_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );

    create index idx_lower_wallet on users (lower(wallet));
    create index idx_user_status on users (user_id, is_deactivated, is_available, is_current);
    create index ix_user_created_at on users (created_at, user_id, is_current);
    create index ix_users_active_count on users (is_deactivated, is_current, handle_lc, is_available)
      where is_deactivated = false and is_current = true and handle_lc is not null and is_available = true;
    create unique index users_current_uniq_idx on users (user_id)
      where is_current = true;
    create index users_new_blocknumber_idx on users (blocknumber);
    create index users_new_handle_lc_idx on users (handle_lc);
    create index users_new_wallet_idx on users (wallet);
  end if;
end $$;

-- Where a user came from: who invited them, and whether they ever signed in on a phone.
do $$ begin
  if to_regclass('user_events') is null then
    create table user_events (
      id serial not null,
      blockhash varchar,
      blocknumber integer,
      is_current boolean not null,
      user_id integer not null,
      referrer integer,
      is_mobile_user boolean not null default false,
      slot integer,
      constraint user_events_pkey primary key (id),
      constraint user_events_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );

    create index ix_user_events_blocknumber on user_events (blocknumber);
    create index user_events_user_id_idx on user_events (user_id);
  end if;
end $$;

-- The Solana wallets that a user has been paid to, each from a time on.
do $$ begin
  if to_regclass('user_payout_wallet_history') is null then
    create table user_payout_wallet_history (
      user_id integer not null,
      spl_usdc_payout_wallet varchar,
      blocknumber integer not null,
      block_timestamp timestamp not null,
      created_at timestamp not null default current_timestamp,
      constraint user_payout_wallet_history_pkey primary key (user_id, block_timestamp),
      constraint user_payout_wallet_history_blocknumber_fkey foreign key (blocknumber)
        references blocks (number) on delete cascade
    );
  end if;
end $$;

-- Who muted whom.
do $$ begin
  if to_regclass('muted_users') is null then
    create table muted_users (
      muted_user_id integer not null,
      user_id integer not null,
      created_at timestamp not null default current_timestamp,
      updated_at timestamp not null default current_timestamp,
      is_delete boolean default false,
      txhash text not null,
      blockhash text not null,
      blocknumber integer,
      constraint muted_users_pkey primary key (muted_user_id, user_id),
      constraint muted_users_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );
  end if;
end $$;

do $$ begin
  if to_regtype('wallet_chain') is null then
    create type wallet_chain as enum ('eth', 'sol');
  end if;
end $$;

-- Further wallets of a user, proven by a signature of the wallet.
do $$ begin
  if to_regclass('associated_wallets') is null then
    create table associated_wallets (
      id serial not null,
      user_id integer not null,
      wallet varchar not null,
      blockhash varchar not null,
      blocknumber integer not null,
      is_current boolean not null,
      is_delete boolean not null,
      chain wallet_chain not null,
      constraint associated_wallets_pkey primary key (id),
      constraint unique_user_wallet_chain unique (user_id, wallet, chain),
      constraint associated_wallets_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );

    -- Ours: an address is looked for in lower case, and a row that edition 2025 wrote has it as its checksum spells it.
    create index associated_wallets_lower_wallet_idx on associated_wallets (lower(wallet));
    create index ix_associated_wallets_user_id on associated_wallets (user_id);
    create index ix_associated_wallets_wallet on associated_wallets (wallet);
  end if;
end $$;

-- Wallets that may act for a user on the staking dashboard.
do $$ begin
  if to_regclass('dashboard_wallet_users') is null then
    create table dashboard_wallet_users (
      wallet varchar not null,
      user_id integer not null,
      is_delete boolean not null default false,
      updated_at timestamp not null,
      created_at timestamp not null,
      blockhash varchar,
      blocknumber integer,
      txhash varchar not null,
      constraint dashboard_wallet_users_pkey primary key (user_id, wallet),
      constraint dashboard_wallet_users_blocknumber_fkey foreign key (blocknumber)
        references blocks (number) on delete cascade
    );
  end if;
end $$;

-- The NFTs that a user shows, and in what order.
do $$ begin
  if to_regclass('collectibles') is null then
    create table collectibles (
      user_id integer not null,
      data jsonb not null,
      blockhash text not null,
      blocknumber integer not null,
      created_at timestamptz default now(),
      updated_at timestamptz default now(),
      constraint pk_user_id primary key (user_id),
      constraint collectibles_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );
  end if;
end $$;

-- Counts for each user. Production's triggers keep them; handlers only read them.
do $$ begin
  if to_regclass('aggregate_user') is null then
    create table aggregate_user (
      user_id integer not null,
      track_count bigint default 0,
      playlist_count bigint default 0,
      album_count bigint default 0,
      follower_count bigint default 0,
      following_count bigint default 0,
      repost_count bigint default 0,
      track_save_count bigint default 0,
      supporter_count integer not null default 0,
      supporting_count integer not null default 0,
      dominant_genre varchar,
      dominant_genre_count integer default 0,
      score integer default 0,
      total_track_count bigint default 0,
      track_share_count integer default 0,
      constraint aggregate_user_table_pkey primary key (user_id)
    );

    create index idx_aggregate_user_follower_count on aggregate_user (user_id, follower_count);
    create index idx_genre_related_artists on aggregate_user (dominant_genre, follower_count, user_id);
  end if;
end $$;
