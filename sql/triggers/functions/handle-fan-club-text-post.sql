create function handle_fan_club_text_post()
returns trigger
language plpgsql
as $$
begin
  if new.entity_type <> 'FanClub'
    or new.user_id <> new.entity_id
    or new.is_delete
    or not new.is_visible
    or em.is_reply(new.comment_id)
  then
    return null;
  end if;
  perform em.notify_each(
    'fan_club_text_post',
    format('fan_club_text_post:%s:user:%s', new.comment_id, new.user_id),
    array(
      select fan.user_id
      from (
        select unnest(em.followers_of(new.user_id)) as user_id
        union
        select sol_user_balances.user_id
        from sol_user_balances
        join artist_coins on artist_coins.mint = sol_user_balances.mint
        where artist_coins.user_id = new.user_id
          and sol_user_balances.balance > 0
      ) as fan
      where fan.user_id <> new.user_id
    ),
    jsonb_build_object('entity_user_id', new.user_id, 'comment_id', new.comment_id),
    new.blocknumber,
    new.created_at);
  return null;
end
$$;

comment on function handle_fan_club_text_post() is
  'Tells followers and the holders of an artist''s coin what the artist writes in their own fan club.';
