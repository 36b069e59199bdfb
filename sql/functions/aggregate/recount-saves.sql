create function em.recount_saves(user_id integer, item_type savetype, item_id integer)
returns void
language plpgsql
as $$
begin
  if item_type <> 'track' then
    update aggregate_playlist
    set save_count = (
      select count(*)
      from saves
      where saves.save_item_id = item_id
        and saves.save_type <> 'track'
        and saves.is_current
        and not saves.is_delete
    )
    where aggregate_playlist.playlist_id = item_id;
    return;
  end if;
  update aggregate_track
  set save_count = (
    select count(*)
    from saves
    where saves.save_item_id = item_id
      and saves.save_type = 'track'
      and saves.is_current
      and not saves.is_delete
  )
  where aggregate_track.track_id = item_id;
  update aggregate_user
  set track_save_count = (
    select count(*)
    from saves
    where saves.user_id = recount_saves.user_id
      and saves.save_type = 'track'
      and saves.is_current
      and not saves.is_delete
  )
  where aggregate_user.user_id = recount_saves.user_id;
end
$$;

comment on function em.recount_saves(integer, savetype, integer) is
  'Counts again how often a track, playlist or album is saved, and of a track, how many the user has saved.';
