create function em.is_of_bought_album(buyer_id integer, track_id integer)
returns boolean
language plpgsql stable parallel safe
as $$
begin
  return exists (
    select from usdc_purchases
    join playlist_tracks on playlist_tracks.playlist_id = usdc_purchases.content_id
    where usdc_purchases.buyer_user_id = buyer_id
      and usdc_purchases.content_type = 'album'
      and playlist_tracks.track_id = is_of_bought_album.track_id
  );
end
$$;

comment on function em.is_of_bought_album(integer, integer) is
  'Whether a track stands in an album that a user has bought.';
