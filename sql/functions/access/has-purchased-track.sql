create function em.has_purchased_track(user_id integer, track_id integer)
returns boolean
language plpgsql stable parallel safe
as $$
declare
  track record;
begin
  if em.has_purchased(user_id, 'track', track_id) then
    return true;
  end if;

  select
    tracks.is_stream_gated,
    tracks.is_download_gated,
    tracks.playlists_containing_track,
    tracks.playlists_previously_containing_track
  into track
  from tracks
  where tracks.track_id = has_purchased_track.track_id
  limit 1;
  if not found or track.is_download_gated and track.is_stream_gated is not true then
    return false;
  end if;

  return exists (
    select from usdc_purchases
    where usdc_purchases.buyer_user_id = has_purchased_track.user_id
      and usdc_purchases.content_type = 'album'
      and (
        usdc_purchases.content_id = any (track.playlists_containing_track)
        or usdc_purchases.created_at
          <= em.removal_time(track.playlists_previously_containing_track, usdc_purchases.content_id)
      )
  );
end
$$;

comment on function em.has_purchased_track(integer, integer) is
  'Whether a user has bought a track, an album that contains it, or an album that contained it at the time. Albums do '
  'not count where only the download is gated.';
