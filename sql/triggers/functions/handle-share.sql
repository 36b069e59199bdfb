create function handle_share()
returns trigger
language plpgsql
as $$
begin
  insert into aggregate_user (user_id)
  values (new.user_id)
  on conflict do nothing;
  perform em.hold_item(new.share_type::text, new.share_item_id);
  if new.share_type = 'track' then
    update aggregate_track
    set share_count = aggregate_track.share_count + 1
    where aggregate_track.track_id = new.share_item_id;
    update aggregate_user
    set track_share_count = aggregate_user.track_share_count + 1
    where aggregate_user.user_id = new.user_id;
  else
    update aggregate_playlist
    set share_count = aggregate_playlist.share_count + 1
    where aggregate_playlist.playlist_id = new.share_item_id;
  end if;
  return null;
end
$$;

comment on function handle_share() is
  'Counts a share for the item and, of a track, for the user.';
