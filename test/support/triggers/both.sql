-- What the triggers of both generations do alike (api-triggers.md): new rows alone are looked at, but of tracks and grants.
create or replace function told(
  type text, group_id text, specifier text, user_ids integer[], data jsonb, blocknumber integer, at timestamp
)
returns void language sql as $$
  insert into notification (type, group_id, specifier, user_ids, data, blocknumber, "timestamp")
  select type, group_id, specifier, user_ids, data, blocknumber, at
  where cardinality(array_remove(user_ids, null)) > 0
  on conflict do nothing
$$;

create or replace function handle_user() returns trigger language plpgsql as $$
begin
  insert into aggregate_user (user_id) values (new.user_id) on conflict do nothing;
  return null;
end $$;

create or replace trigger on_user after insert on users for each row execute function handle_user();

create or replace function handle_share() returns trigger language plpgsql as $$
begin
  if new.share_type = 'track' then
    insert into aggregate_track (track_id) values (new.share_item_id) on conflict do nothing;
    update aggregate_track set share_count = (
      select count(*) from shares where share_item_id = new.share_item_id and share_type = 'track'
    ) where track_id = new.share_item_id;
  else
    update aggregate_playlist set share_count = (
      select count(*) from shares where share_item_id = new.share_item_id and share_type = new.share_type
    ) where playlist_id = new.share_item_id;
  end if;
  update aggregate_user set track_share_count = (
    select count(*) from shares where user_id = new.user_id and share_type = 'track'
  ) where user_id = new.user_id;
  return null;
end $$;

create or replace trigger on_share after insert on shares for each row execute function handle_share();

create or replace function handle_comment() returns trigger language plpgsql as $$
begin
  if new.entity_type = 'Track' then
    insert into aggregate_track (track_id) values (new.entity_id) on conflict do nothing;
    update aggregate_track set comment_count = (
      select count(*) from comments
      where entity_type = 'Track' and entity_id = new.entity_id and not is_delete and is_visible
    ) where track_id = new.entity_id;
  end if;
  return null;
end $$;

create or replace trigger on_comment after insert on comments for each row execute function handle_comment();

create or replace function handle_play() returns trigger language plpgsql as $$
begin
  insert into aggregate_plays values (new.play_item_id, 1)
  on conflict (play_item_id) do update set count = aggregate_plays.count + 1;
  return null;
end $$;

create or replace trigger on_play after insert on plays for each row execute function handle_play();

-- The state before a change is looked for in revert_blocks, which nobody but Python wrote.
create or replace function handle_playlist() returns trigger language plpgsql as $$
declare
  before jsonb;
  entry jsonb;
  artist integer;
begin
  insert into aggregate_playlist (playlist_id, is_album) values (new.playlist_id, new.is_album) on conflict do nothing;
  select record into before from revert_blocks, jsonb_array_elements(prev_records -> 'playlists') as record
  where blocknumber = new.blocknumber and (record ->> 'playlist_id')::integer = new.playlist_id;
  if not new.is_private and (before is null or (before ->> 'is_private')::boolean) then
    update aggregate_user set
      playlist_count = playlist_count + (not new.is_album)::integer,
      album_count = album_count + new.is_album::integer
    where user_id = new.playlist_owner_id;
  end if;
  if new.is_private or new.is_delete then
    return null;
  end if;
  if new.created_at = new.updated_at then
    perform told('create', 'create:playlist_id:' || new.playlist_id, new.playlist_owner_id::text,
      array(
        select subscriber_id from subscriptions
        where user_id = new.playlist_owner_id and entity_type = 'User' and is_current and not is_delete
        order by subscriber_id
      ),
      jsonb_build_object('playlist_id', new.playlist_id, 'is_album', new.is_album), new.blocknumber, new.updated_at);
  end if;
  for entry in select jsonb_array_elements(new.playlist_contents -> 'track_ids') loop
    if (entry ->> 'time')::numeric::bigint >= floor(extract(epoch from new.updated_at)) then
      select owner_id into artist from tracks where track_id = (entry ->> 'track')::bigint and is_current;
      if artist <> new.playlist_owner_id then
        perform told('track_added_to_playlist',
          format('track_added_to_playlist:playlist_id:%s:track_id:%s', new.playlist_id, entry ->> 'track'),
          artist::text, array[artist],
          jsonb_build_object('track_id', (entry ->> 'track')::integer, 'playlist_id', new.playlist_id,
            'playlist_owner_id', new.playlist_owner_id),
          new.blocknumber, new.updated_at);
      end if;
    end if;
  end loop;
  return null;
end $$;

create or replace trigger on_playlist after insert on playlists for each row execute function handle_playlist();

-- Without "on conflict": a second one of the same key halts the block.
create or replace function handle_playlist_track() returns trigger language plpgsql as $$
begin
  insert into notification (type, group_id, specifier, user_ids, data, blocknumber, "timestamp")
  select distinct 'track_added_to_purchased_album',
    format('track_added_to_purchased_album:playlist_id:%s:track_id:%s', new.playlist_id, new.track_id),
    buyer_user_id::text, array[buyer_user_id],
    jsonb_build_object('track_id', new.track_id, 'playlist_id', new.playlist_id,
      'playlist_owner_id', playlists.playlist_owner_id),
    playlists.blocknumber, new.updated_at
  from playlists
  join usdc_purchases on content_id = new.playlist_id and content_type = 'album'
  where playlists.playlist_id = new.playlist_id and is_stream_gated and stream_conditions ? 'usdc_purchase';
  return null;
end $$;

create or replace trigger on_playlist_track
  after insert on playlist_tracks for each row execute function handle_playlist_track();

create or replace function process_grant_change() returns trigger language plpgsql as $$
declare
  grantee integer;
  parties text;
  data jsonb;
begin
  select user_id into grantee from users where lower(wallet) = lower(new.grantee_address);
  if grantee is null or new.is_revoked then
    return null;
  end if;
  parties := format('grantee_user_id:%s:grantee_address:%s:user_id:%s', grantee, new.grantee_address, new.user_id);
  data := jsonb_build_object('grantee_user_id', grantee, 'grantee_address', new.grantee_address, 'user_id', new.user_id);
  if new.is_approved is null
    and (case tg_op when 'INSERT' then new.created_at = new.updated_at else old.is_revoked end)
  then
    perform told('request_manager',
      'request_manager:' || parties || ':updated_at:' || new.updated_at || ':created_at:' || new.created_at,
      new.user_id::text, array[grantee], data, new.blocknumber, new.updated_at);
  -- NULL is not unequal to true: the approval of a request that nobody answered before goes unseen.
  elsif new.is_approved and (tg_op = 'INSERT' or old.is_approved != true) then
    perform told('approve_manager_request', 'approve_manager_request:' || parties || ':created_at:' || new.created_at,
      grantee::text, array[new.user_id], data, new.blocknumber, new.updated_at);
  end if;
  return null;
end $$;

create or replace trigger trigger_grant_change
  after insert or update on grants for each row execute function process_grant_change();
