create function em.has_purchased(user_id integer, content_type usdc_purchase_content_type, content_id integer)
returns boolean
language plpgsql stable parallel safe
as $$
begin
  return exists (
    select from usdc_purchases
    where usdc_purchases.buyer_user_id = has_purchased.user_id
      and usdc_purchases.content_type = has_purchased.content_type
      and usdc_purchases.content_id = has_purchased.content_id
  );
end
$$;

comment on function em.has_purchased(integer, usdc_purchase_content_type, integer) is
  'Whether a user has bought a track or an album.';
