import type pg from "pg";
import { type HeightFaults, heightFaults } from "../../database/height-faults.ts";
import { lastApplied, newestChain, newestOfChain } from "../../database/indexed-blocks.ts";
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
  /** The changes from one chain to the next, oldest first. */
  readonly chainChanges: readonly ChainChangeRecord[];
  /** Heights that are missing or there twice among the newest. */
  readonly faults: HeightFaults;
  /** How many heights, and rows of etl_blocks, were looked at for them. */
  readonly faultsWithin: number;
  /** Which edition judges transactions from which height of that chain. */
  readonly rules: readonly EditionFrom[];
  /** Rejections in the newest blocks, by handler and code, most first. */
  readonly rejections: readonly { readonly handler: string; readonly code: string; readonly count: number }[];
  /** How many blocks back they are counted. */
  readonly rejectionsWithin: number;
  /** The process that applies blocks; null where none does. */
  readonly indexer: LockHolder | null;
}

/** A row of em.chain_rollovers. */
export interface ChainChangeRecord {
  readonly oldChainId: string;
  /** Newest block of the old chain. */
  readonly lastHeight: number;
  readonly newChainId: string;
  /** First block of the new chain. */
  readonly firstHeight: number;
}

const rejectionsWithin = 1_000;
const faultsWithin = 100_000;

/**
 * Reads the status; changes nothing.
 * @param client a connection to a migrated database
 */
export async function indexStatus(client: pg.Client): Promise<IndexStatus> {
  const newest = await newestBlock(client);
  return {
    chainId: newest?.chain_id ?? null,
    height: newest?.height ?? null,
    time: newest?.time ?? null,
    emBlock: newest?.em_block ?? null,
    chainChanges: await chainChanges(client),
    faults: await heightFaults(client, faultsWithin),
    faultsWithin,
    rules: newest === undefined ? [] : await rulesInForce(client, newest.chain_id),
    rejections:
      newest === undefined ? [] : await rejectionsSince(client, newest.chain_id, newest.height - rejectionsWithin),
    rejectionsWithin,
    indexer: (await lockHolder(client, locks.indexer)) ?? null,
  };
}

/** The newest block; its time is null where etl_blocks does not know it. */
export interface NewestBlock {
  readonly chain_id: string;
  readonly height: number;
  readonly time: Date | null;
  readonly em_block: number | null;
}

/** Finds the newest block in the tables; undefined before the first. */
export async function newestBlock(client: pg.Client): Promise<NewestBlock | undefined> {
  const { rows } = await client.query<{ height: string; time: Date }>(
    `select block_height as height, block_time at time zone 'UTC' as time from etl_blocks order by id desc limit 1`,
  );
  const newest = rows[0];
  const chainId = newest === undefined ? await newestChain(client) : undefined;
  const block =
    newest === undefined
      ? chainId && (await newestOfChain(client, chainId))
      : await lastApplied(client, Number(newest.height), (await chainChanges(client)).at(-1)?.newChainId);
  if (!block) {
    return undefined;
  }
  const blocks = await client.query<{ number: number | null }>("select max(number) as number from blocks");
  const { chain_id, height } = block;
  return { chain_id, height, time: newest?.time ?? null, em_block: blocks.rows[0]?.number ?? null };
}

/** Reads the changes from one chain to the next, oldest first. */
export async function chainChanges(client: pg.Client): Promise<ChainChangeRecord[]> {
  const { rows } = await client.query<ChainChangeRecord>(
    `select
       old_chain_id as "oldChainId", last_height::integer as "lastHeight",
       new_chain_id as "newChainId", first_height::integer as "firstHeight"
     from em.chain_rollovers order by position`,
  );
  return rows;
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
