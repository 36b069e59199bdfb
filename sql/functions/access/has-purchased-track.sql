create function em.has_purchased_track(user_id integer, track_id integer) returns boolean
language plpgsql stable parallel safe
as $$
declare
  track record;
begin
  if em.has_purchased(user_id, 'track', track_id) then
    return true;
  end if;
  select candidate.is_stream_gated, candidate.is_download_gated,
         candidate.playlists_containing_track, candidate.playlists_previously_containing_track
    into track
    from public.tracks as candidate
   where candidate.track_id = has_purchased_track.track_id
   limit 1;
  if not found or track.is_download_gated and track.is_stream_gated is not true then
    return false;
  end if;
  return exists (
    select from public.usdc_purchases as purchase
     where purchase.buyer_user_id = has_purchased_track.user_id
       and purchase.content_type = 'album'
       and (
         purchase.content_id = any (track.playlists_containing_track)
         or purchase.created_at
           <= em.removal_time(track.playlists_previously_containing_track, purchase.content_id)));
end
$$;

comment on function em.has_purchased_track(integer, integer) is
  'Whether a user has bought a track, an album that contains it or, before the track was taken out of it, one that once did. Albums do not count where only the download is gated.';
