-- What users do to each other and to content.

-- Who follows whom.
create table if not exists follows (
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

create index if not exists follows_blocknumber_idx on follows (blocknumber);
create index if not exists follows_inbound_idx on follows (followee_user_id, follower_user_id, is_delete);
create index if not exists idx_fanout on follows (follower_user_id, followee_user_id);
create index if not exists idx_fanout_not_deleted on follows (follower_user_id, followee_user_id)
  where is_delete = false;
create index if not exists ix_follows_followee_user_id on follows (followee_user_id);
create index if not exists ix_follows_follower_user_id on follows (follower_user_id);

-- Who subscribes to whose releases.
create table if not exists subscriptions (
  blockhash varchar,
  blocknumber integer,
  subscriber_id integer not null,
  user_id integer not null,
  is_current boolean not null,
  is_delete boolean not null,
  created_at timestamp not null default current_timestamp,
  txhash varchar not null default '',
  constraint subscriptions_pkey primary key (subscriber_id, user_id, txhash),
  constraint subscriptions_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
);

create index if not exists ix_subscriptions_blocknumber on subscriptions (blocknumber);
create index if not exists ix_subscriptions_user_id on subscriptions (user_id);

do $$ begin
  if to_regtype('savetype') is null then
    create type savetype as enum ('track', 'playlist', 'album');
  end if;
end $$;

-- Favorites of tracks, playlists and albums.
create table if not exists saves (
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

create index if not exists saves_item_idx on saves (save_item_id, save_type, user_id, is_delete);
create index if not exists saves_new_blocknumber_idx on saves (blocknumber);
create index if not exists saves_user_idx on saves (user_id, save_type, save_item_id, is_delete);

do $$ begin
  if to_regtype('reposttype') is null then
    create type reposttype as enum ('track', 'playlist', 'album');
  end if;
end $$;

-- Reposts of tracks, playlists and albums.
create table if not exists reposts (
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

create index if not exists reposts_item_idx on reposts (repost_item_id, repost_type, user_id, is_delete);
create index if not exists reposts_new_blocknumber_idx on reposts (blocknumber);
create index if not exists reposts_new_created_at_idx on reposts (created_at);
create index if not exists reposts_user_idx on reposts (user_id, repost_type, repost_item_id, created_at, is_delete);

do $$ begin
  if to_regtype('sharetype') is null then
    create type sharetype as enum ('track', 'playlist');
  end if;
end $$;

-- Each sharing of a track or playlist; the same item may be shared many times.
create table if not exists shares (
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

create index if not exists shares_item_idx on shares (share_item_id, share_type, user_id);
create index if not exists shares_new_blocknumber_idx on shares (blocknumber);
create index if not exists shares_new_created_at_idx on shares (created_at);
create index if not exists shares_slot_idx on shares (slot);
create index if not exists shares_user_idx on shares (user_id, share_type, share_item_id, created_at);
