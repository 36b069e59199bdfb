create function em.notify_contest_started(event events, owner_id integer, blocknumber integer, started_at timestamp)
returns void
language plpgsql
as $$
begin
  perform em.notify_each(
    'fan_remix_contest_started',
    format('fan_remix_contest_started:%s:user:%s', event.entity_id, event.user_id),
    array(
      select fan.user_id
      from (
        select unnest(em.followers_of(event.user_id)) as user_id
        union
        select saves.user_id
        from saves
        where saves.save_item_id = event.entity_id
          and saves.save_type = 'track'
          and saves.is_current
          and not saves.is_delete
        union
        select unnest(em.subscribers_of_event(event.event_id))
      ) as fan
    ),
    jsonb_build_object('entity_user_id', owner_id, 'entity_id', event.entity_id),
    blocknumber,
    started_at);
end
$$;

comment on function em.notify_contest_started(events, integer, integer, timestamp) is
  'Tells those who follow the host of a remix contest, saved its track or subscribed to it that it has started.';
