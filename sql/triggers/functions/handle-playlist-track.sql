create function handle_playlist_track()
returns trigger
language plpgsql
as $$
declare
  album playlists;
begin
  select playlists.*
  into album
  from playlists
  where playlists.playlist_id = new.playlist_id
    and playlists.is_current;
  if not coalesce(album.is_stream_gated and album.stream_conditions ? 'usdc_purchase', false) then
    return null;
  end if;
  perform em.notify_each(
    'track_added_to_purchased_album',
    format('track_added_to_purchased_album:playlist_id:%s:track_id:%s', new.playlist_id, new.track_id),
    array(
      select distinct usdc_purchases.buyer_user_id
      from usdc_purchases
      where usdc_purchases.content_id = new.playlist_id
        and usdc_purchases.content_type = 'album'
    ),
    jsonb_build_object(
      'track_id', new.track_id,
      'playlist_id', new.playlist_id,
      'playlist_owner_id', album.playlist_owner_id
    ),
    album.blocknumber,
    new.updated_at at time zone 'UTC');
  return null;
end
$$;

comment on function handle_playlist_track() is
  'Tells those who bought an album of a track that is added to it.';
