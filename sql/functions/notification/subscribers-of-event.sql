create function em.subscribers_of_event(event_id integer)
returns integer[]
language plpgsql stable parallel safe
as $$
begin
  return array(
    select subscriptions.subscriber_id
    from subscriptions
    where subscriptions.entity_type = 'Event'
      and subscriptions.entity_id = subscribers_of_event.event_id
      and subscriptions.is_current
      and not subscriptions.is_delete
    order by subscriptions.subscriber_id
  );
end
$$;

comment on function em.subscribers_of_event(integer) is
  'Who wants to hear of an event.';
