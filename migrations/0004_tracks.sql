-- Tracks, their addresses, relations, prices and downloads.

do $$ begin
  if to_regtype('parental_warning_type') is null then
    create type parental_warning_type as enum (
      'explicit',
      'explicit_content_edited',
      'not_explicit',
      'no_advice_available'
    );
  end if;
end $$;

-- True when every territory is an upper-case code of two letters. No list means everywhere; an empty list is a mistake.
do $$ begin
  if to_regprocedure('validate_territory_codes(text[])') is null then
    create function validate_territory_codes(codes text[]) returns boolean
    language plpgsql
    as $body$
    begin
      if codes is null then
        return true;
      end if;
      return cardinality(codes) > 0
        and not exists (select from unnest(codes) as code where code is null or code !~ '^[A-Z]{2}$');
    end;
    $body$;
  end if;
end $$;

-- The metadata of each track, one current row per track.
-- A playlist that takes a track in changes no column that has an index. Where the page has room for the new version of
-- the row, the twelve indexes are left alone.
do $$ begin
  if to_regclass('tracks') is null then
    create table tracks (
      blockhash varchar,
      track_id integer not null,
      is_current boolean not null,
      is_delete boolean not null,
      owner_id integer not null,
      title text,
      cover_art varchar,
      tags varchar,
      genre varchar,
      mood varchar,
      credits_splits varchar,
      create_date varchar,
      file_type varchar,
      metadata_multihash varchar,
      blocknumber integer,
      created_at timestamp not null,
      description varchar,
      isrc varchar,
      iswc varchar,
      license varchar,
      updated_at timestamp not null,
      cover_art_sizes varchar,
      is_unlisted boolean not null default false,
      field_visibility jsonb,
      route_id varchar,
      stem_of jsonb,
      remix_of jsonb,
      txhash varchar not null default '',
      slot integer,
      is_available boolean not null default true,
      stream_conditions jsonb,
      track_cid varchar,
      is_playlist_upload boolean not null default false,
      duration integer default 0,
      ai_attribution_user_id integer,
      preview_cid varchar,
      audio_upload_id varchar,
      preview_start_seconds double precision,
      release_date timestamp,
      track_segments jsonb not null default '[]',
      is_scheduled_release boolean not null default false,
      is_downloadable boolean not null default false,
      download_conditions jsonb,
      is_original_available boolean not null default false,
      orig_file_cid varchar,
      orig_filename varchar,
      playlists_containing_track integer[] not null default '{}',
      placement_hosts text,
      ddex_app varchar,
      ddex_release_ids jsonb,
      artists jsonb,
      resource_contributors jsonb,
      indirect_resource_contributors jsonb,
      rights_controller jsonb,
      copyright_line jsonb,
      producer_copyright_line jsonb,
      parental_warning_type varchar,
      playlists_previously_containing_track jsonb not null default jsonb_build_object(),
      allowed_api_keys text[],
      bpm double precision,
      musical_key varchar,
      audio_analysis_error_count integer not null default 0,
      is_custom_bpm boolean default false,
      is_custom_musical_key boolean default false,
      comments_disabled boolean default false,
      pinned_comment_id integer,
      cover_original_song_title varchar,
      cover_original_artist varchar,
      is_owned_by_user boolean not null default false,
      is_stream_gated boolean default false,
      is_download_gated boolean default false,
      no_ai_use boolean default false,
      parental_warning parental_warning_type,
      territory_codes text[],
      access_authorities text[],
      constraint tracks_pkey primary key (track_id, txhash),
      constraint check_territory_codes check (validate_territory_codes(territory_codes)),
      constraint tracks_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    ) with (fillfactor = 70);

    create index fix_tracks_top_genre_users_idx on tracks (track_id, owner_id, genre, is_unlisted, is_delete)
      where stem_of is null;
    create index idx_ddex_release_ids on tracks using gin (ddex_release_ids);
    create index idx_track_status on tracks (track_id, is_unlisted, is_available, is_delete, is_current);
    create index idx_tracks_stream_conditions_gin on tracks using gin (stream_conditions);
    create index track_created_at_idx on tracks (created_at);
    create index track_owner_id_idx on tracks (owner_id);
    create index track_owner_idx on tracks (owner_id, created_at);
    create index tracks_ai_attribution_user_id on tracks (ai_attribution_user_id)
      where ai_attribution_user_id is not null;
    create index tracks_blocknumber_idx on tracks (blocknumber);
    create index tracks_scheduled_release_due_idx on tracks (release_date)
      where is_unlisted = true
        and is_scheduled_release = true
        and release_date is not null
        and is_current = true
        and is_delete = false;
    create index tracks_track_cid_idx on tracks (track_cid, is_delete);
  end if;
end $$;

-- The slugs under which a track can be reached, old ones included.
do $$ begin
  if to_regclass('track_routes') is null then
    create table track_routes (
      slug varchar not null,
      title_slug varchar not null,
      collision_id integer not null,
      owner_id integer not null,
      track_id integer not null,
      is_current boolean not null,
      blockhash varchar not null,
      blocknumber integer not null,
      txhash varchar not null,
      constraint track_routes_pkey primary key (owner_id, slug)
    );

    create index track_routes_owner_title_slug_idx on track_routes (owner_id, title_slug, collision_id);
    create index track_routes_track_id_idx on track_routes (track_id);
  end if;
end $$;

do $$ begin
  if to_regtype('usdc_purchase_access_type') is null then
    create type usdc_purchase_access_type as enum ('stream', 'download');
  end if;
end $$;

-- The prices of a track, each from a time on.
do $$ begin
  if to_regclass('track_price_history') is null then
    create table track_price_history (
      track_id integer not null,
      splits jsonb not null,
      total_price_cents bigint not null,
      blocknumber integer not null,
      block_timestamp timestamp not null,
      created_at timestamp not null default current_timestamp,
      access usdc_purchase_access_type not null default 'stream',
      constraint track_price_history_pkey primary key (track_id, block_timestamp),
      constraint track_price_history_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );
  end if;
end $$;

-- Each download of a track.
do $$ begin
  if to_regclass('track_downloads') is null then
    create table track_downloads (
      txhash varchar not null,
      blocknumber integer not null,
      parent_track_id integer not null,
      track_id integer not null,
      user_id integer,
      created_at timestamp not null default current_timestamp,
      city varchar,
      region varchar,
      country varchar,
      constraint track_downloads_pkey primary key (parent_track_id, track_id, txhash),
      constraint track_downloads_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );

    create index idx_track_downloads_track_id on track_downloads (track_id);
    create index idx_track_downloads_user_id on track_downloads (user_id);
  end if;
end $$;

-- Which track is a stem of which.
do $$ begin
  if to_regclass('stems') is null then
    create table stems (
      parent_track_id integer not null,
      child_track_id integer not null,
      constraint stems_pkey primary key (parent_track_id, child_track_id)
    );
  end if;
end $$;

-- Which track is a remix of which.
do $$ begin
  if to_regclass('remixes') is null then
    create table remixes (
      parent_track_id integer not null,
      child_track_id integer not null,
      constraint remixes_pkey primary key (parent_track_id, child_track_id)
    );

    create index remixes_child_idx on remixes (child_track_id, parent_track_id);
  end if;
end $$;
