import type pg from "pg";

/**
 * Puts a small em_apply in the place of the real one, in the test's own database: it keeps the bookkeeping that resuming reads, and
 * does to a transaction what its metadata says, so that a test can make the streamer's life hard.
 *
 * - "refuse": rejects it; "break": an error that comes back; "deadlock", "full": errors that pass; "deadlock once": one that has
 *   passed by the next try, told by the sequence "tries"; "sleep": takes 0.3 seconds;
 *   "alone": an error unless its block is the first of its transaction
 */
export async function installStandIn(client: pg.Client): Promise<void> {
  await client.query(`
    create or replace function public.em_apply(block_json jsonb) returns jsonb
    language plpgsql
    as $$
    declare
      tx jsonb;
      rejected jsonb := '[]';
      applied integer := 0;
    begin
      if exists (
        select from core_indexed_blocks
        where chain_id = block_json ->> 'chain_id' and height = (block_json ->> 'height')::integer
      ) then
        raise exception 'block % of %: this block was applied before', block_json ->> 'height', block_json ->> 'chain_id'
          using errcode = '55000';
      end if;
      insert into core_indexed_blocks (blockhash, chain_id, height)
      values (block_json ->> 'hash', block_json ->> 'chain_id', (block_json ->> 'height')::integer);
      insert into etl_blocks (proposer_address, block_height, block_time)
      values ('', (block_json ->> 'height')::bigint, (block_json ->> 'timestamp')::timestamptz at time zone 'UTC');
      for tx in select * from jsonb_array_elements(block_json -> 'txs') loop
        case tx ->> 'metadata'
          when 'break' then
            raise exception 'block % of %: transaction % broke', block_json ->> 'height', block_json ->> 'chain_id', tx ->> 'hash'
              using errcode = '22003';
          when 'deadlock' then raise exception 'deadlock detected' using errcode = '40P01';
          when 'deadlock once' then
            if nextval('tries') = 1 then
              raise exception 'deadlock detected' using errcode = '40P01';
            end if;
          when 'full' then raise exception 'could not extend file' using errcode = '53100';
          when 'refuse' then
            rejected := rejected || jsonb_build_object(
              'index', (tx ->> 'index')::integer, 'hash', tx ->> 'hash', 'handler', 'follow', 'code', 'self_follow',
              'reason', 'a user cannot follow themselves');
            continue;
          when 'sleep' then perform pg_sleep(0.3);
          when 'alone' then
            if exists (
              select from etl_blocks
              where etl_blocks.xmin = pg_current_xact_id()::xid and block_height < (block_json ->> 'height')::bigint
            ) then
              raise exception 'block % is not alone', block_json ->> 'height' using errcode = '22003';
            end if;
          else null;
        end case;
        applied := applied + 1;
      end loop;
      return jsonb_build_object('em_block', null, 'applied', applied, 'rejected', rejected);
    end
    $$`);
}

/** A block as the stand-in takes it, with one transaction for each text of metadata. */
export function standInText(
  block: { readonly height: number; readonly hash: string; readonly chainId: string },
  metadata: readonly string[],
): string {
  return JSON.stringify({
    height: block.height,
    hash: block.hash,
    chain_id: block.chainId,
    timestamp: "2026-01-01T00:00:00Z",
    txs: metadata.map((text, index) => ({ index, hash: `tx-${block.height}-${index}`, metadata: text })),
  });
}
