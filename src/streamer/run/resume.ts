import type pg from "pg";
import type { LastBlock } from "../../chain/continuity.ts";
import {
  chainsIndexed,
  type IndexedBlock,
  lastApplied,
  newestChain,
  newestOfChain,
} from "../../database/indexed-blocks.ts";
import { exitCode, Failure } from "../../exit.ts";
import type { ChainChange } from "./chain-change.ts";

/** Where indexing goes on. */
export interface ResumePoint {
  /** The chain in the tables; undefined where they hold no block. */
  readonly chainId: string | undefined;
  /** Next height; undefined where nothing says: then the source's first. */
  readonly next: number | undefined;
  /** Newest block that the tables hold of that chain. */
  readonly last: LastBlock | undefined;
  /** What it was read from, for the log. */
  readonly from:
    | "chain_rollovers"
    | "etl_blocks"
    | "--start"
    | "core_indexed_blocks"
    | "--next-chain"
    | "nothing indexed yet";
  /** A change to the chain in the tables that another indexer made, and that is not in em.chain_rollovers. */
  readonly unrecorded?: ChainChange | undefined;
}

/**
 * Finds where to go on (rule S5): after the last row of etl_blocks (which is how the Go ETL resumes too); else at --start;
 * else after the newest block of core_indexed_blocks of the source's chain, which a clone of production brings along. After a
 * change of chain, etl_blocks may hold higher heights of the old one, so then the new chain's rows of core_indexed_blocks decide.
 * @param source the id of its chain, undefined where it has no block yet; and --start, where it is given
 * @throws Failure 78 where the tables were emptied beneath us
 */
export async function resumePoint(
  client: pg.Client,
  source: { readonly chainId: string | undefined; readonly start: number | undefined },
): Promise<ResumePoint> {
  const rollover = await client.query<{ new_chain_id: string }>(
    "select new_chain_id from em.chain_rollovers order by position desc limit 1",
  );
  const newChain = rollover.rows[0]?.new_chain_id;
  if (newChain !== undefined) {
    const last = await newestOfChain(client, newChain);
    if (last === undefined) {
      throw emptied();
    }
    return { chainId: newChain, next: last.height + 1, last: lastBlock(last), from: "chain_rollovers" };
  }
  const etl = await client.query<{ height: string }>(
    "select block_height as height from etl_blocks order by id desc limit 1",
  );
  const height = etl.rows[0]?.height;
  if (height !== undefined) {
    const last = await lastApplied(client, Number(height), source.chainId);
    return {
      chainId: last?.chain_id,
      next: Number(height) + 1,
      last: { height: Number(height), hash: last?.blockhash },
      from: "etl_blocks",
      unrecorded: last === undefined ? undefined : await changeTo(client, last.chain_id),
    };
  }
  const last = source.chainId === undefined ? undefined : await newestOfChain(client, source.chainId);
  const chainId = last?.chain_id ?? (await newestChain(client));
  if (chainId === undefined && (await hasIndexed(client))) {
    throw emptied();
  }
  if (source.start !== undefined) {
    return { chainId, next: source.start, last: undefined, from: "--start" };
  }
  return last === undefined
    ? { chainId, next: undefined, last: undefined, from: "nothing indexed yet" }
    : { chainId, next: last.height + 1, last: lastBlock(last), from: "core_indexed_blocks" };
}

/** The change of chain that a clone brings along: the Go ETL goes over without a record. */
async function changeTo(client: pg.Client, chainId: string): Promise<ChainChange | undefined> {
  const chains = await chainsIndexed(client);
  const first = chains.find((chain) => chain.chainId === chainId);
  const [old] = chains.filter((chain) => chain !== first).sort((one, other) => other.newest - one.newest);
  return first === undefined || old === undefined
    ? undefined
    : {
        old: { chainId: old.chainId, lastHeight: old.newest },
        next: { chainId, firstHeight: first.first },
      };
}

/** Whether em-apply has applied blocks to this database, by what it keeps in a schema of its own. */
async function hasIndexed(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query("select from em.known_addresses limit 1");
  return rowCount === 1;
}

function emptied(): Failure {
  return new Failure(
    'em-apply has indexed into this database, but its tables hold no block any more: they were emptied beneath it, as a core node does that shares the database and restores a snapshot. Nothing was indexed. Restore the database from a backup, and give the node another one. To index this one from the start, run "drop schema em cascade" and `npm run migrate` first.',
    exitCode.configuration,
  );
}

function lastBlock(block: IndexedBlock): LastBlock {
  return { height: block.height, hash: block.blockhash };
}
