create function em.meets_condition(user_id integer, track_id integer, condition text, options jsonb)
returns boolean
language plpgsql stable parallel safe
as $$
declare
  artist_id integer;
begin
  if condition in ('usdc_purchase', 'nft_collection') then
    return em.has_purchased_track(user_id, track_id);
  end if;
  if condition not in ('follow_user_id', 'tip_user_id') or not em.is_gate_user(options) then
    return false;
  end if;

  artist_id := em.gate_user(options);
  return
    case condition
      when 'follow_user_id' then exists (
        select from follows
        where follows.follower_user_id = meets_condition.user_id
          and follows.followee_user_id = artist_id
          and follows.is_current
          and not follows.is_delete
      )
      else exists (
        select from aggregate_user_tips
        where aggregate_user_tips.sender_user_id = meets_condition.user_id
          and aggregate_user_tips.receiver_user_id = artist_id
          and aggregate_user_tips.amount >= 0
      )
    end
    or em.has_purchased_track(user_id, track_id);
end
$$;

comment on function em.meets_condition(integer, integer, text, jsonb) is
  'Whether a user meets one condition of a gated track. A purchase of the track meets any known condition; who holds '
  'an NFT is not known here; nobody meets an unknown condition.';
