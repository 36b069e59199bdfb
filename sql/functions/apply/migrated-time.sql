create function em.migrated_time(metadata jsonb, block_time timestamp)
returns timestamp
language sql immutable parallel safe
as $$
  select coalesce(
    em.carried_time(metadata -> 'data' -> 'created_at'),
    em.carried_time(metadata -> 'created_at'),
    block_time)
$$;

comment on function em.migrated_time(jsonb, timestamp) is
  'When what a transaction of the genesis range replays happened: created_at of its data, else of its metadata, else '
  'the block''s time.';
