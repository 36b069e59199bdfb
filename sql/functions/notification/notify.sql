create function em.notify(
  type text,
  group_id text,
  specifier text,
  user_ids integer[],
  data jsonb,
  blocknumber integer,
  notified_at timestamp
)
returns void
language plpgsql
as $$
begin
  if coalesce(array_remove(user_ids, null), '{}') = '{}' then
    return;
  end if;
  insert into notification (type, group_id, specifier, user_ids, data, blocknumber, "timestamp")
  values (
    notify.type, notify.group_id, notify.specifier, notify.user_ids, notify.data, notify.blocknumber, notified_at
  )
  on conflict do nothing;
end
$$;

comment on function em.notify(text, text, text, integer[], jsonb, integer, timestamp) is
  'Writes a notification of the triggers'' to users, unless the same is there or nobody is named.';
