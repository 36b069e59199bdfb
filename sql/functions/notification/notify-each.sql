create function em.notify_each(
  type text,
  group_id text,
  user_ids integer[],
  data jsonb,
  blocknumber integer,
  notified_at timestamp
)
returns void
language plpgsql
as $$
begin
  insert into notification (type, group_id, specifier, user_ids, data, blocknumber, "timestamp")
  select
    notify_each.type,
    notify_each.group_id,
    person.user_id::text,
    array[person.user_id],
    notify_each.data,
    notify_each.blocknumber,
    notified_at
  from unnest(notify_each.user_ids) as person (user_id)
  order by person.user_id
  on conflict do nothing;
end
$$;

comment on function em.notify_each(text, text, integer[], jsonb, integer, timestamp) is
  'Writes a notification of the triggers'' to each of the users, in a row of its own.';
