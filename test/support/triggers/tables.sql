-- The tables of the API that the triggers fill, where a database of a test lacks them.
create table if not exists aggregate_track (
  track_id integer primary key,
  repost_count integer not null default 0,
  save_count integer not null default 0,
  share_count integer not null default 0,
  comment_count integer not null default 0
);

create table if not exists aggregate_playlist (
  playlist_id integer primary key,
  is_album boolean,
  repost_count integer not null default 0,
  save_count integer not null default 0,
  share_count integer not null default 0
);

create table if not exists aggregate_plays (play_item_id integer primary key, count bigint);

create table if not exists milestones (
  id integer,
  name varchar,
  threshold integer,
  blocknumber integer,
  slot integer,
  "timestamp" timestamp not null,
  primary key (id, name, threshold)
);

create table if not exists revert_blocks (blocknumber integer primary key, prev_records jsonb not null);
