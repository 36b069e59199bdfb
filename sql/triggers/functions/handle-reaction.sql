create function handle_reaction()
returns trigger
language plpgsql
as $$
declare
  tip user_tips;
begin
  if new.reaction_type <> 'tip' then
    return null;
  end if;
  select user_tips.*
  into tip
  from user_tips
  where user_tips.signature = new.reacted_to
  limit 1;
  if not found then
    return null;
  end if;
  if new.reaction_value <> 0 then
    perform em.notify(
      'reaction',
      format('reaction:reaction_to:%s:reaction_type:tip:reaction_value:%s', new.reacted_to, new.reaction_value),
      tip.receiver_user_id::text,
      array[tip.sender_user_id],
      jsonb_build_object(
        'sender_wallet', new.sender_wallet,
        'reaction_type', new.reaction_type,
        'reacted_to', new.reacted_to,
        'reaction_value', new.reaction_value,
        'receiver_user_id', tip.receiver_user_id,
        'sender_user_id', tip.sender_user_id,
        'tip_amount', tip.amount::text
      ),
      null,
      new."timestamp");
  end if;
  update notification
  set data = notification.data || jsonb_build_object('reaction_value', new.reaction_value)
  where notification.group_id = format('tip_receive:user_id:%s:signature:%s', tip.receiver_user_id, new.reacted_to);
  return null;
end
$$;

comment on function handle_reaction() is
  'Tells the sender of a tip of the reaction to it, and keeps it with the receiver''s notification of the tip.';
