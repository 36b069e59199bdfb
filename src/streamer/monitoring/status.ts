import type pg from "pg";
import { type LockHolder, lockHolder, locks } from "../../database/locks.ts";
import type { EditionFrom } from "../../rules.ts";
import { rulesInForce } from "../setup/rules-in-force.ts";

/** How far a database is indexed, read from its tables. */
export interface IndexStatus {
  /** The chain of the newest block; null where nothing is indexed. */
  readonly chainId: string | null;
  /** Its height. */
  readonly height: number | null;
  /** Its own time; null where etl_blocks does not know it, as on a clone that was not indexed by us yet. */
  readonly time: Date | null;
  /** The newest blocks.number. */
  readonly emBlock: number | null;
  /** Which edition judges transactions from which height of that chain. */
  readonly rules: readonly EditionFrom[];
  /** Rejections in the newest blocks, by handler and code, most first. */
  readonly rejections: readonly { readonly handler: string; readonly code: string; readonly count: number }[];
  /** How many blocks back they are counted. */
  readonly rejectionsWithin: number;
  /** The process that applies blocks; null where none does. */
  readonly indexer: LockHolder | null;
}

const rejectionsWithin = 1_000;

/** Reads the status. Takes a connection to a migrated database; changes nothing. */
export async function indexStatus(client: pg.Client): Promise<IndexStatus> {
  const newest = await newestBlock(client);
  return {
    chainId: newest?.chain_id ?? null,
    height: newest?.height ?? null,
    time: newest?.time ?? null,
    emBlock: newest?.em_block ?? null,
    rules: newest === undefined ? [] : await rulesInForce(client, newest.chain_id),
    rejections:
      newest === undefined ? [] : await rejectionsSince(client, newest.chain_id, newest.height - rejectionsWithin),
    rejectionsWithin,
    indexer: (await lockHolder(client, locks.indexer)) ?? null,
  };
}

interface NewestBlock {
  readonly chain_id: string;
  readonly height: number;
  readonly time: Date | null;
  readonly em_block: number | null;
}

async function newestBlock(client: pg.Client): Promise<NewestBlock | undefined> {
  // The last etl_blocks row is the newest block also after a change of chain, when a higher height stands before it.
  const result = await client.query<NewestBlock>(`
    select
      indexed.chain_id, indexed.height, newest.block_time at time zone 'UTC' as time,
      (select max(blocks.number) from blocks) as em_block
    from (select block_height, block_time from etl_blocks order by id desc limit 1) as newest
    join core_indexed_blocks indexed on indexed.height = newest.block_height
    left join em.chain_rollovers rollover on rollover.new_chain_id = indexed.chain_id
    order by rollover.position desc nulls last
    limit 1`);
  if (result.rows[0] !== undefined) {
    return result.rows[0];
  }
  const clone = await client.query<NewestBlock>(`
    select chain_id, height, null::timestamptz as time, em_block
    from core_indexed_blocks order by em_block desc nulls last limit 1`);
  return clone.rows[0];
}

async function rejectionsSince(client: pg.Client, chainId: string, height: number): Promise<IndexStatus["rejections"]> {
  const result = await client.query<IndexStatus["rejections"][number]>(
    `select handler, code, count(*)::integer as count
     from em_rejections where chain_id = $1 and block_height > $2
     group by handler, code order by count desc, handler, code`,
    [chainId, height],
  );
  return result.rows;
}
