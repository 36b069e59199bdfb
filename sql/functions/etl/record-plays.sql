create function em.record_plays(block_json jsonb, height bigint, block_time timestamp)
returns void
language plpgsql
as $$
declare
  next_slot constant integer := em.next_plays_slot(block_json ->> 'chain_id', height);
  recorded integer;
begin
  with played as materialized (
    select
      play.*,
      em.play_number(play.user_id) as listener,
      em.play_number(play.track_id) as track
    from em.plays_of(block_json) as play
  ),
  every_play as (
    insert into etl_plays (
      user_id, track_id, city, region, country, played_at, block_height, tx_hash, listened_at, recorded_at
    )
    select
      em.raw_text(played.user_id),
      em.raw_text(played.track_id),
      em.raw_text(played.city),
      em.raw_text(played.region),
      em.raw_text(played.country),
      played.time,
      record_plays.height,
      played.tx_hash,
      played.time,
      record_plays.block_time
    from played
  )
  insert into plays (
    user_id, source, play_item_id, created_at, updated_at, slot, signature, city, region, country
  )
  select
    played.listener::integer,
    'relay',
    played.track::integer,
    played.time,
    date_trunc('second', record_plays.block_time),
    next_slot,
    coalesce(played.signature, ''),
    coalesce(played.city, ''),
    coalesce(played.region, ''),
    coalesce(played.country, '')
  from played
  where played.track between -2147483648 and 2147483647
    and (played.listener is null or played.listener between -2147483648 and 2147483647)
    and octet_length(coalesce(played.signature, '')) <= 2600;
  get diagnostics recorded = row_count;

  if recorded > 0 then
    update core_indexed_blocks
    set plays_slot = next_slot
    where core_indexed_blocks.chain_id = block_json ->> 'chain_id'
      and core_indexed_blocks.height = record_plays.height;
  end if;
end
$$;

comment on function em.record_plays(jsonb, bigint, timestamp) is
  'Writes the plays of a block: every play, as it came, to etl_plays; and to plays, as Python does, those whose track '
  'is a number that fits the column. A listener who is not signed in is NULL there. A play that plays cannot hold (a '
  'number beyond the column, a signature beyond the index) is in etl_plays alone; Python lost the block to it.';
