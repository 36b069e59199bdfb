create function em.manage_entity(tx jsonb, edition text)
returns em.transaction
language sql immutable parallel safe
as $$
  select row(
    (tx ->> 'index')::integer,
    tx ->> 'hash',
    (tx ->> 'user_id')::bigint,
    coalesce(tx ->> 'entity_type', ''),
    (tx ->> 'entity_id')::bigint,
    coalesce(tx ->> 'action', ''),
    coalesce(tx ->> 'metadata', ''),
    coalesce(tx ->> 'signer', ''),
    case
      when edition = '2025' and tx ->> 'type' = 'manage_entity' then coalesce(tx -> 'json_2025', tx -> 'json')
      else tx -> 'json'
    end,
    case
      when edition = '2025' and tx ->> 'type' = 'manage_entity' and tx -> 'json_2025' is not null then null
      else tx ->> 'json_error'
    end,
    tx ->> 'nul',
    coalesce(tx -> 'lone_surrogates' = 'true', false),
    tx -> 'recovered',
    tx -> 'json_2025',
    tx ->> 'type'
  )::em.transaction
$$;

comment on function em.manage_entity(jsonb, text) is
  'A ManageEntity transaction of a block, live or migrated, with its metadata as the edition reads it: the edge gives '
  'a second reading, json_2025, where edition 2025 has another.';
