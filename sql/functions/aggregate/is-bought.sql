create function em.is_bought(buyer_id integer, item_type text, item_id integer)
returns boolean
language plpgsql stable parallel safe
as $$
begin
  return exists (
    select from usdc_purchases
    where usdc_purchases.buyer_user_id = buyer_id
      and usdc_purchases.content_id = item_id
      and usdc_purchases.content_type
        = case item_type when 'track' then 'track' else 'album' end::usdc_purchase_content_type
  );
end
$$;

comment on function em.is_bought(integer, text, integer) is
  'Whether a user has bought a track, or an album. The purchase has a notification of its own.';
