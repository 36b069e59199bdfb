create function em.subscribers_of_user(user_id integer)
returns integer[]
language plpgsql stable parallel safe
as $$
begin
  return array(
    select subscriptions.subscriber_id
    from subscriptions
    where subscriptions.user_id = subscribers_of_user.user_id
      and subscriptions.entity_type = 'User'
      and subscriptions.is_current
      and not subscriptions.is_delete
    order by subscriptions.subscriber_id
  );
end
$$;

comment on function em.subscribers_of_user(integer) is
  'Who wants to hear of a user''s releases.';
