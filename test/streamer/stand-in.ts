import type pg from "pg";
import type { Block } from "../../src/generated/core/v1/types_pb.ts";
import type { Edge } from "../../src/streamer/reader/prepare.ts";

/**
 * Puts a small em.apply_blocks in the place of the real one, in the test's own database: it does to a transaction what its metadata says,
 * so that a test can make the streamer's life hard.
 *
 * - "refuse": rejects it; "break": an error that comes back; "deadlock", "full": errors that pass; "deadlock once": one that has
 *   passed by the next try, told by the sequence "tries"; "sleep": takes 0.3 seconds;
 *   "alone": an error unless its block is the first of its transaction
 */
export async function installStandIn(client: pg.Client): Promise<void> {
  await client.query(`
    create or replace function em.apply_blocks(blocks jsonb) returns jsonb
    language plpgsql
    as $$
    begin
      return (
        select jsonb_agg(em.apply_block(block.value) order by block.position)
        from jsonb_array_elements(blocks) with ordinality as block (value, position)
        where jsonb_typeof(block.value) = 'object'
      );
    end
    $$;

    create function em.apply_block(block_json jsonb) returns jsonb
    language plpgsql
    as $$
    declare
      tx jsonb;
      rejected jsonb := '[]';
      applied integer := 0;
    begin
      perform em.begin_block(block_json);
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

/**
 * Makes blocks as the stand-in takes them, with one transaction for each text of metadata.
 * @param metadata gives those of a height
 */
export function standInEdge(metadata: (height: number) => readonly string[]): Edge {
  const inParts = ({ height, hash, chainId }: Block) => {
    const head = JSON.stringify({ height: Number(height), hash, chain_id: chainId, timestamp: "2026-01-01T00:00:00Z" });
    const changes = metadata(Number(height)).map((text, index) => ({
      index,
      hash: `tx-${height}-${index}`,
      type: "manage_entity",
      metadata: text,
    }));
    return { head: head.slice(1, -1), changes: Buffer.from(JSON.stringify(changes)), others: undefined };
  };
  const whole = (block: Block) => {
    const { head, changes } = inParts(block);
    return `{${head},"txs":${changes}}`;
  };
  return { inParts, whole };
}
