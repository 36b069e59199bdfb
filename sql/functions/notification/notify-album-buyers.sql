create function em.notify_album_buyers(album playlists, block em.block)
returns void
language plpgsql
as $$
declare
  added record;
begin
  if not coalesce(album.is_stream_gated and album.stream_conditions ? 'usdc_purchase', false) then
    return;
  end if;
  for added in
    select playlist_tracks.track_id
    from playlist_tracks
    where playlist_tracks.playlist_id = album.playlist_id
      and playlist_tracks.created_at = block.time at time zone 'UTC'
    order by playlist_tracks.track_id
  loop
    perform em.notify_each(
      'track_added_to_purchased_album',
      format('track_added_to_purchased_album:playlist_id:%s:track_id:%s', album.playlist_id, added.track_id),
      array(
        select distinct usdc_purchases.buyer_user_id
        from usdc_purchases
        where usdc_purchases.content_id = album.playlist_id
          and usdc_purchases.content_type = 'album'
      ),
      jsonb_build_object(
        'track_id', added.track_id,
        'playlist_id', album.playlist_id,
        'playlist_owner_id', album.playlist_owner_id
      ),
      block.number,
      block.time);
  end loop;
end
$$;

comment on function em.notify_album_buyers(playlists, em.block) is
  'Tells those who have bought an album of the tracks that this block has added to it.';
