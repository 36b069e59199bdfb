create function em.plays_of(block_json jsonb)
returns table (
  tx_hash text, user_id text, track_id text, "time" timestamp, signature text, city text, region text, country text
)
language sql stable parallel safe
as $$
  select
    tx.value ->> 'hash',
    play.user_id,
    play.track_id,
    coalesce(play."timestamp" at time zone 'UTC', '1970-01-01'),
    play.signature,
    play.city,
    play.region,
    play.country
  from jsonb_array_elements(block_json -> 'txs') with ordinality as tx (value, position)
  cross join lateral rows from (
    jsonb_to_recordset(tx.value -> 'plays') as (
      user_id text, track_id text, "timestamp" timestamptz, signature text, city text, region text, country text
    )
  ) with ordinality as play (user_id, track_id, "timestamp", signature, city, region, country, position)
  where tx.value ->> 'type' = 'plays'
  order by tx.position, play.position
$$;

comment on function em.plays_of(jsonb) is
  'The single plays of a block, in order. A play without a valid time counts as one of 1970, as in both references.';
