-- Chains may name a playlist before it comes; whether it is an album is then set when it does.
create function em.hold_item(item_type text, item_id integer)
returns void
language plpgsql
as $$
begin
  if item_type = 'track' then
    insert into aggregate_track (track_id)
    values (item_id)
    on conflict do nothing;
  elsif not exists (
    select from aggregate_playlist
    where aggregate_playlist.playlist_id = item_id
  ) then
    insert into aggregate_playlist (playlist_id, is_album)
    values (
      item_id,
      coalesce(
        (
          select playlists.is_album
          from playlists
          where playlists.playlist_id = item_id
            and playlists.is_current
        ),
        false)
    );
  end if;
end
$$;

comment on function em.hold_item(text, integer) is
  'Makes sure that a track, playlist or album has a row of counts.';
