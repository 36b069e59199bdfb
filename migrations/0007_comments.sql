-- Comments, and what belongs to them.

-- Comments on tracks, and on the fan club of an artist.
do $$ begin
  if to_regclass('comments') is null then
    create table comments (
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
      is_members_only boolean not null default false,
      video_url text,
      constraint comments_pkey primary key (comment_id),
      constraint comments_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );

    create index comments_blocknumber_idx on comments (blocknumber);
    create index comments_track_entity_created_at_idx on comments (entity_id, created_at desc)
      include (comment_id, user_id)
      where entity_type = 'Track' and is_delete = false;
    create index comments_user_track_created_at_idx on comments (user_id, created_at desc)
      include (comment_id)
      where entity_type = 'Track' and is_delete = false;
  end if;
end $$;

-- Which comment answers which.
do $$ begin
  if to_regclass('comment_threads') is null then
    create table comment_threads (
      comment_id integer not null,
      parent_comment_id integer not null,
      constraint comment_threads_pkey primary key (parent_comment_id, comment_id)
    );

    create index comment_threads_comment_id_idx on comment_threads (comment_id);
  end if;
end $$;

-- Users that a comment mentions.
do $$ begin
  if to_regclass('comment_mentions') is null then
    create table comment_mentions (
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
  end if;
end $$;

-- Reactions to comments.
do $$ begin
  if to_regclass('comment_reactions') is null then
    create table comment_reactions (
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
  end if;
end $$;

-- Reports of comments to those who moderate them.
do $$ begin
  if to_regclass('comment_reports') is null then
    create table comment_reports (
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
  end if;
end $$;

-- Tracks and comments whose notifications a user muted.
do $$ begin
  if to_regclass('comment_notification_settings') is null then
    create table comment_notification_settings (
      user_id integer not null,
      entity_id integer not null,
      entity_type text not null,
      is_muted boolean default false,
      created_at timestamp not null default current_timestamp,
      updated_at timestamp not null default current_timestamp,
      constraint comment_notification_settings_pkey primary key (user_id, entity_id, entity_type)
    );
  end if;
end $$;
