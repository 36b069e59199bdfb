create function em.hash_blocks(heads jsonb)
returns void
language plpgsql
as $$
declare
  newest record;
  number bigint;
  hash bytea;
  applied record;
begin
  select state_hashes.number, state_hashes.hash
  into newest
  from em.state_hashes
  order by state_hashes.number desc
  limit 1;
  number := coalesce(newest.number, 0);
  hash := coalesce(newest.hash, '');

  for applied in
    select
      changed.chain_id,
      changed.height,
      changed.block_time,
      cardinality(changed.digests) as row_count,
      (
        select
          sha256(string_agg(each.digest, '' order by each.digest))
        from unnest(changed.digests) as each (digest)
      ) as digest
    from em.rows_of_blocks(heads) as changed
    order by changed.position
  loop
    number := number + 1;
    hash := sha256(hash || applied.digest);
    insert into em.state_hashes (number, chain_id, height, block_time, row_count, digest, hash)
    values (
      number, applied.chain_id, applied.height, applied.block_time, applied.row_count, applied.digest, hash
    );
  end loop;

  -- What is written from here on belongs to no block.
  perform set_config('em.hashed_height', '', true);
end
$$;

comment on function em.hash_blocks(jsonb) is
  'Goes on with the state hash: blocks that are applied, given in their order as em.block_heads takes them.';
