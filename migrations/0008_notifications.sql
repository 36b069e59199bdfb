-- Notifications and when they were seen.

-- One row for each notification, to all users of user_ids.
do $$ begin
  if to_regclass('notification') is null then
    create table notification (
      id bigserial not null,
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

    create index ix_announcement on notification (type, "timestamp")
      where type = 'announcement';
    create index ix_notification on notification using gin (user_ids);
    create index ix_notification_cooldown_user_ids on notification using gin (user_ids)
      where type = 'reward_in_cooldown';
    create index notification_multi_recipient_user_ids_idx on notification using gin (user_ids)
      where coalesce(array_length(user_ids, 1), 0) <> 1;
    create index notification_single_recipient_user_timestamp_idx on notification
      ((user_ids[1]), "timestamp" desc, group_id desc, type)
      where array_length(user_ids, 1) = 1;
  end if;
end $$;

-- When a user last opened their notifications.
do $$ begin
  if to_regclass('notification_seen') is null then
    create table notification_seen (
      user_id integer not null,
      seen_at timestamp not null,
      blocknumber integer,
      blockhash varchar,
      txhash varchar,
      constraint notification_seen_pkey primary key (user_id, seen_at),
      constraint notification_seen_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );

    create index notification_seen_blocknumber_idx on notification_seen (blocknumber);
  end if;
end $$;
