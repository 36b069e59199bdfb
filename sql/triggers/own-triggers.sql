-- Triggers that production does not have, each made where it is missing.

-- Production has no trigger where a row of these two tables is changed in place, and mends the counts by a job.
do $$ begin
  if not exists (select from pg_trigger where tgrelid = 'playlists'::regclass and tgname = 'em_on_playlist_update') then
    create trigger em_on_playlist_update
      after update on playlists
      for each row execute function handle_playlist_update();
  end if;
end $$;

do $$ begin
  if not exists (select from pg_trigger where tgrelid = 'comments'::regclass and tgname = 'em_on_comment_update') then
    create trigger em_on_comment_update
      after update of is_delete, is_visible on comments
      for each row execute function handle_comment_update();
  end if;
end $$;

-- On while the others are off: what is taken back meanwhile, by which a rebuild finds milestones that were reached before.
do $$ begin
  if not exists (select from pg_trigger where tgrelid = 'follows'::regclass and tgname = 'em_on_undone_follow') then
    create trigger em_on_undone_follow
      after update or delete on follows
      for each row when (old.is_current and not old.is_delete) execute function handle_undone_follow();
  end if;
end $$;

do $$ begin
  if not exists (select from pg_trigger where tgrelid = 'follows'::regclass and tgname = 'em_on_deleted_follow') then
    create trigger em_on_deleted_follow
      after insert on follows
      for each row when (new.is_delete) execute function handle_undone_follow();
  end if;
end $$;

do $$ begin
  if not exists (select from pg_trigger where tgrelid = 'saves'::regclass and tgname = 'em_on_undone_save') then
    create trigger em_on_undone_save
      after update or delete on saves
      for each row when (old.is_current and not old.is_delete) execute function handle_undone_save();
  end if;
end $$;

do $$ begin
  if not exists (select from pg_trigger where tgrelid = 'saves'::regclass and tgname = 'em_on_deleted_save') then
    create trigger em_on_deleted_save
      after insert on saves
      for each row when (new.is_delete) execute function handle_undone_save();
  end if;
end $$;

do $$ begin
  if not exists (select from pg_trigger where tgrelid = 'reposts'::regclass and tgname = 'em_on_undone_repost') then
    create trigger em_on_undone_repost
      after update or delete on reposts
      for each row when (old.is_current and not old.is_delete) execute function handle_undone_repost();
  end if;
end $$;

do $$ begin
  if not exists (select from pg_trigger where tgrelid = 'reposts'::regclass and tgname = 'em_on_deleted_repost') then
    create trigger em_on_deleted_repost
      after insert on reposts
      for each row when (new.is_delete) execute function handle_undone_repost();
  end if;
end $$;
