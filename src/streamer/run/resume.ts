import type pg from "pg";
import type { LastBlock } from "../../chain/continuity.ts";

/** Where indexing goes on. */
export interface ResumePoint {
  /** The chain in the tables; undefined where they hold no block. */
  readonly chainId: string | undefined;
  /** Next height; undefined where nothing says: then the source's first. */
  readonly next: number | undefined;
  /** Newest block that the tables hold of that chain. */
  readonly last: LastBlock | undefined;
  /** What it was read from, for the log. */
  readonly from: "chain_rollovers" | "etl_blocks" | "--start" | "core_indexed_blocks" | "nothing indexed yet";
}

interface IndexedBlock {
  readonly chain_id: string;
  readonly height: number;
  readonly blockhash: string;
}

/**
 * Finds where to go on (rule S5): after the last row of etl_blocks (which is how the Go ETL resumes too); else at --start;
 * else after the newest block of core_indexed_blocks of the source's chain, which a clone of production brings along. After a
 * change of chain, etl_blocks may hold higher heights of the old one, so then the new chain's rows of core_indexed_blocks decide.
 * @param source the id of its chain, undefined where it has no block yet; and --start, where it is given
 */
export async function resumePoint(
  client: pg.Client,
  source: { readonly chainId: string | undefined; readonly start: number | undefined },
): Promise<ResumePoint> {
  const rollover = await client.query<{ new_chain_id: string; first_height: string }>(
    "select new_chain_id, first_height from em.chain_rollovers order by position desc limit 1",
  );
  const change = rollover.rows[0];
  if (change !== undefined) {
    const last = await newestOfChain(client, change.new_chain_id);
    const next = last === undefined ? Number(change.first_height) : last.height + 1;
    return { chainId: change.new_chain_id, next, last: lastBlock(last), from: "chain_rollovers" };
  }
  const etl = await client.query<{ height: string }>(
    "select block_height as height from etl_blocks order by id desc limit 1",
  );
  const height = etl.rows[0]?.height;
  if (height !== undefined) {
    const last = await blockAt(client, Number(height), source.chainId);
    return {
      chainId: last?.chain_id,
      next: Number(height) + 1,
      last: { height: Number(height), hash: last?.blockhash },
      from: "etl_blocks",
    };
  }
  const last = source.chainId === undefined ? undefined : await newestOfChain(client, source.chainId);
  const chainId = last?.chain_id ?? (await newestChain(client));
  if (source.start !== undefined) {
    return { chainId, next: source.start, last: undefined, from: "--start" };
  }
  return last === undefined
    ? { chainId, next: undefined, last: undefined, from: "nothing indexed yet" }
    : { chainId, next: last.height + 1, last: lastBlock(last), from: "core_indexed_blocks" };
}

/** The chain that the tables are of when the source goes over to another. */
export interface OldChain {
  readonly chainId: string;
  /** Its newest indexed height; undefined where the tables do not say, as after --start. */
  readonly lastHeight: number | undefined;
}

/** Newest height that the tables hold of a chain; undefined for none. */
export async function newestHeight(client: pg.Client, chainId: string): Promise<number | undefined> {
  return (await newestOfChain(client, chainId))?.height;
}

/**
 * Records a change of chain; resumePoint goes by it from then on. Must come before the new chain's first block is applied, in the
 * same transaction.
 * @param old the chain that ends
 * @param first the first block of the chain that begins
 */
export async function noteRollover(
  client: pg.Client,
  old: OldChain,
  first: { readonly chainId: string; readonly height: number },
): Promise<void> {
  const lastHeight = old.lastHeight ?? (await newestOfChain(client, old.chainId))?.height ?? 0;
  await client.query(
    `insert into em.chain_rollovers (old_chain_id, new_chain_id, last_height, first_height, noticed_at)
     values ($1, $2, $3, $4, clock_timestamp())`,
    [old.chainId, first.chainId, lastHeight, first.height],
  );
}

async function newestOfChain(client: pg.Client, chainId: string): Promise<IndexedBlock | undefined> {
  const result = await client.query<IndexedBlock>(
    "select chain_id, height, blockhash from core_indexed_blocks where chain_id = $1 order by height desc limit 1",
    [chainId],
  );
  return result.rows[0];
}

/** The block of a height; where several chains have one, that of the source's chain, else the newest. */
async function blockAt(
  client: pg.Client,
  height: number,
  chainId: string | undefined,
): Promise<IndexedBlock | undefined> {
  const result = await client.query<IndexedBlock>(
    `select chain_id, height, blockhash from core_indexed_blocks
     where height = $1
     order by (chain_id = $2) is true desc, em_block desc nulls last
     limit 1`,
    [height, chainId],
  );
  return result.rows[0];
}

/** The chain of the newest em_block: the one in the tables where they do not hold the source's. */
async function newestChain(client: pg.Client): Promise<string | undefined> {
  const result = await client.query<{ chain_id: string }>(
    "select chain_id from core_indexed_blocks order by em_block desc nulls last limit 1",
  );
  return result.rows[0]?.chain_id;
}

function lastBlock(block: IndexedBlock | undefined): LastBlock | undefined {
  return block === undefined ? undefined : { height: block.height, hash: block.blockhash };
}
