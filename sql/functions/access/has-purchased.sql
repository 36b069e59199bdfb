create function em.has_purchased(
  user_id integer, content_type public.usdc_purchase_content_type, content_id integer)
returns boolean
language plpgsql stable parallel safe
as $$
begin
  return exists (
    select from public.usdc_purchases as purchase
     where purchase.buyer_user_id = has_purchased.user_id
       and purchase.content_type = has_purchased.content_type
       and purchase.content_id = has_purchased.content_id);
end
$$;

comment on function em.has_purchased(integer, public.usdc_purchase_content_type, integer) is
  'Whether a user has bought a track or an album.';
