-- Notifications and when they were seen.

-- One row for each notification, to all users of user_ids.
create table if not exists notification (
  id serial not null,
  specifier varchar not null,
  group_id varchar not null,
  type varchar not null,
  slot integer,
  blocknumber integer,
  "timestamp" timestamp not null,
  data jsonb,
  user_ids integer[],
  type_v2 varchar,
  constraint notification_pkey primary key (id),
  constraint uq_notification unique (group_id, specifier)
);

create index if not exists ix_announcement on notification (type, "timestamp")
  where type = 'announcement';
create index if not exists ix_notification on notification using gin (user_ids);

-- When a user last opened their notifications.
create table if not exists notification_seen (
  user_id integer not null,
  seen_at timestamp not null,
  blocknumber integer,
  blockhash varchar,
  txhash varchar,
  constraint notification_seen_pkey primary key (user_id, seen_at),
  constraint notification_seen_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
);

create index if not exists notification_seen_blocknumber_idx on notification_seen (blocknumber);
