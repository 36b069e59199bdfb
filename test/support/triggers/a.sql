-- Generation A, 2025: a change of a follow, a save or a repost is a new row, and comments notify by the indexer alone.
create or replace function counted(operation text, is_delete boolean, was_delete boolean)
returns integer language sql immutable as $$ select case when is_delete then -1 else 1 end $$;

-- Saves alone are counted over, whatever the row says.
create or replace function saves_now(saves bigint, d integer, person integer, type savetype, item integer)
returns bigint language sql stable as $$
  select count(*) from saves
  where user_id = coalesce(person, user_id) and save_item_id = coalesce(item, save_item_id) and save_type = type
    and is_current and not is_delete
$$;

create or replace trigger on_follow after insert on follows for each row execute function handle_follow();
create or replace trigger on_save after insert on saves for each row execute function handle_save();
create or replace trigger on_repost after insert on reposts for each row execute function handle_repost();

create or replace function handle_track() returns trigger language plpgsql as $$
begin
  insert into aggregate_track (track_id) values (new.track_id) on conflict do nothing;
  update aggregate_user set (track_count, total_track_count) = (
    select count(*) filter (where not is_unlisted), count(*) from tracks
    where owner_id = new.owner_id and is_current and not is_delete and is_available and stem_of is null
  ) where user_id = new.owner_id;
  if not new.is_unlisted and new.is_available and not new.is_delete and new.stem_of is null
    and (tg_op = 'INSERT' or old.is_unlisted) and not new.is_playlist_upload
  then
    perform told('create', 'create:track:user_id:' || new.owner_id, new.track_id::text,
      array(
        select subscriber_id from subscriptions where user_id = new.owner_id and is_current and not is_delete
        order by subscriber_id
      ),
      jsonb_build_object('track_id', new.track_id), new.blocknumber, new.updated_at);
  end if;
  return null;
end $$;

create or replace trigger on_track after insert or update on tracks for each row execute function handle_track();
