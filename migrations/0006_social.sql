-- What users do to each other and to content.

-- Who follows whom.
do $$ begin
  if to_regclass('follows') is null then
    create table follows (
      blockhash varchar,
      blocknumber integer,
      follower_user_id integer not null,
      followee_user_id integer not null,
      is_current boolean not null,
      is_delete boolean not null,
      created_at timestamp not null,
      txhash varchar not null default '',
      slot integer,
      constraint follows_pkey primary key (follower_user_id, followee_user_id, txhash),
      constraint follows_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );

    create index follows_blocknumber_idx on follows (blocknumber);
    create unique index follows_current_uniq_idx on follows (follower_user_id, followee_user_id)
      where is_current = true;
    create index follows_inbound_idx on follows (followee_user_id, follower_user_id, is_delete);
    create index idx_fanout on follows (follower_user_id, followee_user_id);
    create index idx_fanout_not_deleted on follows (follower_user_id, followee_user_id)
      where is_delete = false;
    create index ix_follows_followee_user_id on follows (followee_user_id);
    create index ix_follows_follower_user_id on follows (follower_user_id);
  end if;
end $$;

-- Who subscribes to whose releases, and to which events. A row of an event has the event's id as user_id too.
do $$ begin
  if to_regclass('subscriptions') is null then
    create table subscriptions (
      blockhash varchar,
      blocknumber integer,
      subscriber_id integer not null,
      user_id integer not null,
      is_current boolean not null,
      is_delete boolean not null,
      created_at timestamp not null default current_timestamp,
      txhash varchar not null default '',
      entity_type text not null default 'User',
      entity_id integer,
      constraint subscriptions_pkey primary key (subscriber_id, user_id, txhash),
      constraint subscriptions_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );

    create index ix_subscriptions_blocknumber on subscriptions (blocknumber);
    create index ix_subscriptions_entity_type_entity_id on subscriptions (entity_type, entity_id);
    create index ix_subscriptions_user_id on subscriptions (user_id);
    create unique index subscriptions_current_uniq_idx on subscriptions (subscriber_id, user_id, entity_type)
      where is_current = true;
    create index subscriptions_entity_type_entity_id_idx on subscriptions (entity_type, entity_id)
      where is_current = true and is_delete = false;
  end if;
end $$;

do $$ begin
  if to_regtype('savetype') is null then
    create type savetype as enum ('track', 'playlist', 'album');
  end if;
end $$;

-- Favorites of tracks, playlists and albums.
do $$ begin
  if to_regclass('saves') is null then
    create table saves (
      blockhash varchar,
      blocknumber integer,
      user_id integer not null,
      save_item_id integer not null,
      save_type savetype not null,
      is_current boolean not null,
      is_delete boolean not null,
      created_at timestamp not null,
      txhash varchar not null default '',
      slot integer,
      is_save_of_repost boolean not null default false,
      constraint saves_pkey primary key (user_id, save_item_id, save_type, txhash),
      constraint saves_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );

    create unique index saves_current_uniq_idx on saves (user_id, save_item_id, save_type)
      where is_current = true;
    create index saves_item_idx on saves (save_item_id, save_type, user_id, is_delete);
    create index saves_new_blocknumber_idx on saves (blocknumber);
    create index saves_user_idx on saves (user_id, save_type, save_item_id, is_delete);
    create index saves_user_track_current_blocknumber_idx on saves (user_id, blocknumber, save_item_id desc)
      include (created_at)
      where save_type = 'track' and is_current = true and is_delete = false;
  end if;
end $$;

do $$ begin
  if to_regtype('reposttype') is null then
    create type reposttype as enum ('track', 'playlist', 'album');
  end if;
end $$;

-- Reposts of tracks, playlists and albums.
do $$ begin
  if to_regclass('reposts') is null then
    create table reposts (
      blockhash varchar,
      blocknumber integer,
      user_id integer not null,
      repost_item_id integer not null,
      repost_type reposttype not null,
      is_current boolean not null,
      is_delete boolean not null,
      created_at timestamp not null,
      txhash varchar not null default '',
      slot integer,
      is_repost_of_repost boolean not null default false,
      constraint reposts_pkey primary key (user_id, repost_item_id, repost_type, txhash),
      constraint reposts_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );

    create unique index reposts_current_uniq_idx on reposts (user_id, repost_item_id, repost_type)
      where is_current = true;
    create index reposts_item_idx on reposts (repost_item_id, repost_type, user_id, is_delete);
    create index reposts_new_blocknumber_idx on reposts (blocknumber);
    create index reposts_new_created_at_idx on reposts (created_at);
    create index reposts_user_created_at_active_idx on reposts (user_id, created_at desc)
      include (repost_type, repost_item_id)
      where is_delete = false;
    create index reposts_user_idx on reposts (user_id, repost_type, repost_item_id, created_at, is_delete);
  end if;
end $$;

do $$ begin
  if to_regtype('sharetype') is null then
    create type sharetype as enum ('track', 'playlist');
  end if;
end $$;

-- Each sharing of a track or playlist; the same item may be shared many times.
do $$ begin
  if to_regclass('shares') is null then
    create table shares (
      blockhash varchar,
      blocknumber integer,
      user_id integer not null,
      share_item_id integer not null,
      share_type sharetype not null,
      created_at timestamp not null default current_timestamp,
      txhash varchar not null default '',
      slot integer,
      constraint shares_pkey primary key (user_id, share_item_id, share_type, txhash)
    );

    create index shares_item_idx on shares (share_item_id, share_type, user_id);
    create index shares_new_blocknumber_idx on shares (blocknumber);
    create index shares_new_created_at_idx on shares (created_at);
    create index shares_slot_idx on shares (slot);
    create index shares_user_idx on shares (user_id, share_type, share_item_id, created_at);
  end if;
end $$;
