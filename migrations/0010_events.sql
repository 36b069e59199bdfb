-- Events, such as remix contests.

do $$ begin
  if to_regtype('event_type') is null then
    create type event_type as enum ('remix_contest', 'live_event', 'new_release');
  end if;
end $$;

do $$ begin
  if to_regtype('event_entity_type') is null then
    create type event_entity_type as enum ('track', 'collection', 'user');
  end if;
end $$;

-- Events tied to content; event_data depends on event_type.
do $$ begin
  if to_regclass('events') is null then
    create table events (
      event_id integer not null,
      event_type event_type not null,
      user_id integer not null,
      entity_type event_entity_type,
      entity_id integer,
      end_date timestamp,
      is_deleted boolean default false,
      event_data jsonb,
      created_at timestamp not null default current_timestamp,
      updated_at timestamp not null default current_timestamp,
      txhash text not null,
      blockhash text not null,
      blocknumber integer,
      constraint events_pkey primary key (event_id),
      constraint events_blocknumber_fkey foreign key (blocknumber) references blocks (number)
    );

    create index idx_events_created_at on events (created_at);
    create index idx_events_end_date on events (end_date);
    create index idx_events_entity_id on events (entity_id);
    create index idx_events_entity_type on events (entity_type);
    create index idx_events_event_type on events (event_type);
  end if;
end $$;
