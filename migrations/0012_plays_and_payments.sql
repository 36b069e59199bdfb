-- Plays, tips, reactions to tips, and purchases.

-- Each play of a track.
do $$ begin
  if to_regclass('plays') is null then
    create table plays (
      id serial not null,
      user_id integer,
      source varchar,
      play_item_id integer not null,
      created_at timestamp not null default current_timestamp,
      updated_at timestamp not null default current_timestamp,
      slot integer,
      signature varchar,
      city varchar,
      region varchar,
      country varchar,
      constraint plays_pkey primary key (id)
    );

    create index ix_plays_created_at on plays (created_at);
    create index ix_plays_slot on plays (slot);
    create index ix_plays_sol_signature on plays (signature);
    create index ix_plays_user_hour on plays (user_id, date_trunc('hour', created_at))
      where user_id is not null;
    create index ix_plays_user_track_date on plays (user_id, play_item_id, created_at)
      where user_id is not null;
  end if;
end $$;

-- Tips between users. Another indexer writes the table; handlers only read it.
do $$ begin
  if to_regclass('user_tips') is null then
    create table user_tips (
      slot integer not null,
      signature varchar not null,
      sender_user_id integer not null,
      receiver_user_id integer not null,
      amount bigint not null,
      created_at timestamp not null default current_timestamp,
      updated_at timestamp not null default current_timestamp,
      constraint user_tips_pkey primary key (slot, signature)
    );

    create index ix_user_tips_receiver_user_id on user_tips (receiver_user_id);
    create index ix_user_tips_sender_user_id on user_tips (sender_user_id);
    create index ix_user_tips_slot on user_tips (slot);
  end if;
end $$;

-- The sum of tips from one user to another. Another indexer writes the table; handlers only read it.
do $$ begin
  if to_regclass('aggregate_user_tips') is null then
    create table aggregate_user_tips (
      sender_user_id integer not null,
      receiver_user_id integer not null,
      amount bigint not null,
      constraint aggregate_user_tips_pkey primary key (sender_user_id, receiver_user_id)
    );

    create index ix_aggregate_user_tips_receiver_user_id on aggregate_user_tips (receiver_user_id);
  end if;
end $$;

-- The reaction of the receiver to a tip.
do $$ begin
  if to_regclass('reactions') is null then
    create table reactions (
      id serial not null,
      reaction_value integer not null,
      sender_wallet varchar not null,
      reaction_type varchar not null,
      reacted_to varchar not null,
      "timestamp" timestamp not null,
      blocknumber integer,
      constraint reactions_pkey primary key (id),
      constraint reactions_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );

    create index ix_reactions_reacted_to_reaction_type on reactions (reacted_to, reaction_type);
  end if;
end $$;

do $$ begin
  if to_regtype('usdc_purchase_content_type') is null then
    create type usdc_purchase_content_type as enum ('track', 'playlist', 'album');
  end if;
end $$;

-- Purchases of content. Another indexer writes the table; handlers only read it.
do $$ begin
  if to_regclass('usdc_purchases') is null then
    create table usdc_purchases (
      slot integer not null,
      signature varchar not null,
      buyer_user_id integer not null,
      seller_user_id integer not null,
      amount bigint not null,
      content_type usdc_purchase_content_type not null,
      content_id integer not null,
      created_at timestamp not null default current_timestamp,
      updated_at timestamp not null default current_timestamp,
      extra_amount bigint not null default 0,
      access usdc_purchase_access_type not null default 'stream',
      city varchar,
      region varchar,
      country varchar,
      vendor varchar,
      splits jsonb not null,
      constraint usdc_purchases_pkey primary key (slot, signature)
    );

    create index idx_usdc_purchases_buyer on usdc_purchases (buyer_user_id);
    create index idx_usdc_purchases_seller on usdc_purchases (seller_user_id);
    create index idx_usdc_purchases_type on usdc_purchases (content_type);
  end if;
end $$;
