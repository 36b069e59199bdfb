-- Generation B, 2026: follows, saves and reposts change in place, and what a comment, a contest or a collaborator's answer tells is the
-- database's to tell.
create or replace function counted(operation text, is_delete boolean, was_delete boolean)
returns integer language sql immutable as $$
  select (not is_delete)::integer - (operation = 'UPDATE' and not was_delete)::integer
$$;

create or replace function saves_now(saves bigint, d integer, person integer, type savetype, item integer)
returns bigint language sql immutable as $$ select saves + d $$;

create or replace trigger on_follow after insert or update on follows for each row execute function handle_follow();
create or replace trigger on_save after insert or update on saves for each row execute function handle_save();
create or replace trigger on_repost after insert or update on reposts for each row execute function handle_repost();

create or replace function is_public(track tracks) returns boolean language sql immutable as $$
  select not track.is_unlisted and track.is_available and not track.is_delete and track.stem_of is null
    and track.access_authorities is null
$$;

create or replace function told_of_contest(contest events, owner integer, blocknumber integer, at timestamp)
returns void language sql as $$
  select told('fan_remix_contest_started',
    format('fan_remix_contest_started:%s:user:%s', contest.entity_id, contest.user_id), fan::text, array[fan],
    jsonb_build_object('entity_user_id', owner, 'entity_id', contest.entity_id), blocknumber, at)
  from (
    select follower_user_id from follows where followee_user_id = contest.user_id and is_current and not is_delete
    union
    select user_id from saves
    where save_item_id = contest.entity_id and save_type = 'track' and is_current and not is_delete
    union
    select subscriber_id from subscriptions
    where entity_type = 'Event' and entity_id = contest.event_id and is_current and not is_delete
  ) as fans (fan)
$$;

create or replace function handle_track() returns trigger language plpgsql as $$
declare
  parent constant integer := new.remix_of -> 'tracks' -> 0 ->> 'parent_track_id';
  contest events;
  submissions bigint;
  fan integer;
begin
  insert into aggregate_track (track_id) values (new.track_id) on conflict do nothing;
  insert into aggregate_user (user_id) values (new.owner_id) on conflict do nothing;
  update aggregate_user set (track_count, total_track_count) = (
    select count(*) filter (where not is_unlisted), count(*) from tracks
    where owner_id = new.owner_id and is_current and not is_delete and is_available and stem_of is null
      and access_authorities is null
  ) where user_id = new.owner_id;
  if is_public(new) and not (tg_op = 'UPDATE' and is_public(old)) then
    if not new.is_playlist_upload then
      perform told('create', 'create:track:user_id:' || new.owner_id, new.track_id::text,
        array(
          select subscriber_id from subscriptions
          where user_id = new.owner_id and entity_type = 'User' and is_current and not is_delete
          order by subscriber_id
        ),
        jsonb_build_object('track_id', new.track_id), new.blocknumber, new.updated_at);
    end if;
    if parent is not null then
      perform told('remix', format('remix:track:%s:parent_track:%s', new.track_id, parent), new.owner_id::text,
        array[(select owner_id from tracks where track_id = parent and is_current)],
        jsonb_build_object('track_id', new.track_id, 'parent_track_id', parent), new.blocknumber, new.updated_at);
      -- Production asks the real clock whether the contest has ended; a test's block has its own time.
      select * into contest from events
      where event_type = 'remix_contest' and entity_id = parent and not is_deleted
        and (end_date is null or end_date > new.updated_at) limit 1;
      if found then
        select count(*) into submissions from tracks
        where is_current and not is_delete and created_at >= contest.created_at
          and (remix_of -> 'tracks' -> 0 ->> 'parent_track_id')::integer = parent;
        if submissions in (1, 10, 50) then
          perform told('artist_remix_contest_submissions',
            format('artist_remix_contest_submissions:%s:%s', contest.event_id, submissions),
            submissions || ':' || contest.event_id, array[contest.user_id],
            jsonb_build_object('event_id', contest.event_id, 'milestone', submissions, 'entity_id', parent),
            new.blocknumber, new.updated_at);
        end if;
        for fan in
          select subscriber_id from subscriptions
          where entity_type = 'Event' and entity_id = contest.event_id and is_current and not is_delete
          union select contest.user_id
        loop
          if fan <> new.owner_id then
            perform told('fan_remix_contest_submission',
              format('fan_remix_contest_submission:%s:submission:%s', contest.event_id, new.track_id),
              fan::text, array[fan],
              jsonb_build_object('event_id', contest.event_id, 'entity_id', parent, 'entity_user_id', contest.user_id,
                'submission_track_id', new.track_id, 'submitter_user_id', new.owner_id),
              new.blocknumber, new.updated_at);
          end if;
        end loop;
      end if;
    end if;
  end if;
  if tg_op = 'UPDATE' and old.is_unlisted and not new.is_unlisted then
    -- 'fan_remix_contest_started'
    perform told_of_contest(events, new.owner_id, new.blocknumber, new.updated_at) from events
    where event_type = 'remix_contest' and entity_id = new.track_id and not is_deleted
      and (end_date is null or end_date > new.updated_at);
  end if;
  return null;
end $$;

create or replace trigger on_track after insert or update on tracks for each row execute function handle_track();

create or replace function handle_event() returns trigger language plpgsql as $$
begin
  -- 'fan_remix_contest_started'
  perform told_of_contest(new, owner_id, new.blocknumber, new.created_at) from tracks
  where new.event_type = 'remix_contest' and track_id = new.entity_id and is_current and not is_unlisted;
  return null;
end $$;

create or replace trigger on_event after insert on events for each row execute function handle_event();

create or replace function process_track_collaborator_change() returns trigger language plpgsql as $$
declare
  parties constant text := format('track_id:%s:collaborator_user_id:%s:inviter_user_id:%s',
    new.track_id, new.collaborator_user_id, new.invited_by);
  data constant jsonb := jsonb_build_object('track_id', new.track_id, 'collaborator_user_id', new.collaborator_user_id,
    'inviter_user_id', new.invited_by);
begin
  if new.status = 'pending' and (tg_op = 'INSERT' or old.status <> 'pending') then
    perform told('track_collaborator_invite', 'track_collaborator_invite:' || parties, new.invited_by::text,
      array[new.collaborator_user_id], data, new.blocknumber, new.updated_at);
  elsif new.status = 'accepted' and (tg_op = 'INSERT' or old.status <> 'accepted') then
    perform told('track_collaborator_accept', 'track_collaborator_accept:' || parties,
      new.collaborator_user_id::text, array[new.invited_by], data, new.blocknumber, new.updated_at);
  end if;
  return null;
end $$;

create or replace trigger trigger_track_collaborator_change after insert or update on track_collaborators
  for each row execute function process_track_collaborator_change();

create or replace function owner_of(entity_type text, entity_id integer) returns integer language sql stable as $$
  select case entity_type
    when 'Track' then (select owner_id from tracks where track_id = owner_of.entity_id and is_current)
    when 'Event' then (select user_id from events where event_id = owner_of.entity_id and not is_deleted)
    when 'FanClub' then entity_id
  end
$$;

create or replace function listens(listener integer, speaker integer, muted_type text, muted_id integer)
returns boolean language sql stable as $$
  select listener <> speaker
    and not exists (select from muted_users where user_id = listener and muted_user_id = speaker and not is_delete)
    and not exists (
      select from comment_notification_settings
      where user_id = listener and entity_type = muted_type and entity_id = muted_id and is_muted
    )
$$;

create or replace function handle_comment_notification() returns trigger language plpgsql as $$
declare
  owner constant integer := owner_of(new.entity_type, new.entity_id);
begin
  if not exists (select from comment_threads where comment_id = new.comment_id)
    and not exists (
      select from comment_mentions where comment_id = new.comment_id and user_id = owner and not is_delete
    )
    and listens(owner, new.user_id, new.entity_type, new.entity_id)
  then
    perform told('comment', format('comment:%s:type:%s', new.entity_id, new.entity_type), new.comment_id::text,
      array[owner],
      jsonb_build_object('type', new.entity_type, 'entity_id', new.entity_id, 'comment_user_id', new.user_id,
        'comment_id', new.comment_id),
      new.blocknumber, new.created_at);
  end if;
  return null;
end $$;

create or replace function handle_comment_remix_contest_update() returns trigger language plpgsql as $$
begin
  if new.entity_type = 'Event' and not exists (select from comment_threads where comment_id = new.comment_id) then
    perform told('remix_contest_update', format('remix_contest_update:%s:event:%s', new.comment_id, events.event_id),
      subscriber_id::text, array[subscriber_id],
      jsonb_build_object('event_id', events.event_id, 'entity_id', events.entity_id, 'entity_user_id', events.user_id,
        'comment_id', new.comment_id),
      new.blocknumber, new.created_at)
    from events
    join subscriptions on subscriptions.entity_type = 'Event' and subscriptions.entity_id = event_id
      and subscriptions.is_current and not is_delete and subscriber_id <> events.user_id
    where event_id = new.entity_id and event_type = 'remix_contest' and events.user_id = new.user_id and not is_deleted;
  end if;
  return null;
end $$;

create or replace function handle_fan_club_text_post() returns trigger language plpgsql as $$
begin
  if new.entity_type = 'FanClub' and new.user_id = new.entity_id
    and not exists (select from comment_threads where comment_id = new.comment_id)
  then
    perform told('fan_club_text_post', format('fan_club_text_post:%s:user:%s', new.comment_id, new.user_id),
      follower_user_id::text, array[follower_user_id],
      jsonb_build_object('entity_user_id', new.user_id, 'comment_id', new.comment_id), new.blocknumber, new.created_at)
    from follows
    where followee_user_id = new.user_id and is_current and not is_delete and follower_user_id <> new.user_id;
  end if;
  return null;
end $$;

create or replace function handle_comment_mention() returns trigger language plpgsql as $$
declare
  comment comments;
  owner integer;
begin
  select * into comment from comments where comment_id = new.comment_id;
  owner := owner_of(comment.entity_type, comment.entity_id);
  if not new.is_delete
    and listens(new.user_id, comment.user_id, case new.user_id when owner then comment.entity_type end, comment.entity_id)
  then
    perform told('comment_mention', 'comment_mention:' || new.comment_id, new.user_id::text, array[new.user_id],
      jsonb_build_object('type', comment.entity_type, 'entity_id', comment.entity_id, 'entity_user_id', owner,
        'comment_user_id', comment.user_id, 'comment_id', new.comment_id),
      comment.blocknumber, comment.created_at);
  end if;
  return null;
end $$;

create or replace function handle_comment_thread() returns trigger language plpgsql as $$
declare
  reply comments;
  parent comments;
begin
  select * into reply from comments where comment_id = new.comment_id;
  select * into parent from comments where comment_id = new.parent_comment_id;
  if listens(parent.user_id, reply.user_id, 'Comment', parent.comment_id) then
    perform told('comment_thread', 'comment_thread:' || parent.comment_id, reply.comment_id::text,
      array[parent.user_id],
      jsonb_build_object('type', parent.entity_type, 'entity_id', parent.entity_id,
        'entity_user_id', owner_of(parent.entity_type, parent.entity_id), 'comment_user_id', reply.user_id,
        'comment_id', reply.comment_id),
      reply.blocknumber, reply.created_at);
  end if;
  return null;
end $$;

create or replace function handle_comment_reaction() returns trigger language plpgsql as $$
declare
  comment comments;
  owner integer;
begin
  select * into comment from comments where comment_id = new.comment_id;
  owner := owner_of(comment.entity_type, comment.entity_id);
  if not new.is_delete
    and listens(comment.user_id, new.user_id, 'Comment', comment.comment_id)
    and (comment.user_id <> owner or listens(owner, new.user_id, comment.entity_type, comment.entity_id))
  then
    perform told('comment_reaction', 'comment_reaction:' || comment.comment_id, new.user_id::text,
      array[comment.user_id],
      jsonb_build_object('type', comment.entity_type, 'entity_id', comment.entity_id, 'entity_user_id', owner,
        'comment_id', comment.comment_id, 'reacter_user_id', new.user_id),
      new.blocknumber, new.created_at);
  end if;
  return null;
end $$;

do $$ begin
  if not exists (select from pg_trigger where tgname = 'on_comment_notification') then
    create constraint trigger on_comment_notification after insert on comments
      deferrable initially deferred for each row execute function handle_comment_notification();
    create constraint trigger on_comment_remix_contest_update after insert on comments
      deferrable initially deferred for each row execute function handle_comment_remix_contest_update();
    create constraint trigger on_fan_club_text_post after insert on comments
      deferrable initially deferred for each row execute function handle_fan_club_text_post();
  end if;
end $$;

create or replace trigger on_comment_mention
  after insert on comment_mentions for each row execute function handle_comment_mention();
create or replace trigger on_comment_thread
  after insert on comment_threads for each row execute function handle_comment_thread();
create or replace trigger on_comment_reaction
  after insert on comment_reactions for each row execute function handle_comment_reaction();

create or replace function canonicalize_associated_wallet() returns trigger language plpgsql as $$
begin
  if new.chain = 'eth' then
    new.wallet := lower(new.wallet);
  end if;
  return new;
end $$;

create or replace trigger before_associated_wallets_canonicalize
  before insert or update on associated_wallets for each row execute function canonicalize_associated_wallet();
