-- Comments, and what belongs to them.

-- Comments on tracks, and on the fan club of an artist.
create table if not exists comments (
  comment_id integer not null,
  text text not null,
  user_id integer not null,
  entity_id integer not null,
  entity_type text not null,
  track_timestamp_s bigint,
  created_at timestamp not null default current_timestamp,
  updated_at timestamp not null default current_timestamp,
  is_delete boolean default false,
  is_visible boolean default true,
  is_edited boolean default false,
  txhash text not null,
  blockhash text not null,
  blocknumber integer,
  constraint comments_pkey primary key (comment_id),
  constraint comments_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
);

-- Which comment answers which.
create table if not exists comment_threads (
  comment_id integer not null,
  parent_comment_id integer not null,
  constraint comment_threads_pkey primary key (parent_comment_id, comment_id)
);

-- Users that a comment mentions.
create table if not exists comment_mentions (
  comment_id integer not null,
  user_id integer not null,
  created_at timestamp not null default current_timestamp,
  updated_at timestamp not null default current_timestamp,
  is_delete boolean default false,
  txhash text not null,
  blockhash text not null,
  blocknumber integer,
  constraint comment_mentions_pkey primary key (comment_id, user_id),
  constraint comment_mentions_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
);

-- Reactions to comments.
create table if not exists comment_reactions (
  comment_id integer not null,
  user_id integer not null,
  created_at timestamp not null default current_timestamp,
  updated_at timestamp not null default current_timestamp,
  is_delete boolean default false,
  txhash text not null,
  blockhash text not null,
  blocknumber integer,
  constraint comment_reactions_pkey primary key (comment_id, user_id),
  constraint comment_reactions_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
);

-- Reports of comments to those who moderate them.
create table if not exists comment_reports (
  comment_id integer not null,
  user_id integer not null,
  created_at timestamp not null default current_timestamp,
  updated_at timestamp not null default current_timestamp,
  is_delete boolean default false,
  txhash text not null,
  blockhash text not null,
  blocknumber integer,
  constraint comment_reports_pkey primary key (comment_id, user_id),
  constraint comment_reports_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
);

-- Tracks and comments whose notifications a user muted.
create table if not exists comment_notification_settings (
  user_id integer not null,
  entity_id integer not null,
  entity_type text not null,
  is_muted boolean default false,
  created_at timestamp not null default current_timestamp,
  updated_at timestamp not null default current_timestamp,
  constraint comment_notification_settings_pkey primary key (user_id, entity_id, entity_type)
);
