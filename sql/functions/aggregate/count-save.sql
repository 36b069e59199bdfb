create function em.count_save(user_id integer, item_type text, item_id integer, change integer)
returns bigint
language plpgsql
as $$
declare
  saves bigint;
begin
  if item_type = 'track' then
    update aggregate_user
    set track_save_count = aggregate_user.track_save_count + change
    where aggregate_user.user_id = count_save.user_id;
    update aggregate_track
    set save_count = aggregate_track.save_count + change
    where aggregate_track.track_id = item_id
    returning aggregate_track.save_count
    into saves;
  else
    update aggregate_playlist
    set save_count = aggregate_playlist.save_count + change
    where aggregate_playlist.playlist_id = item_id
    returning aggregate_playlist.save_count
    into saves;
  end if;
  return saves;
end
$$;

comment on function em.count_save(integer, text, integer, integer) is
  'Changes how often a track, playlist or album is saved, and how many tracks a user has saved. Gives the former.';
