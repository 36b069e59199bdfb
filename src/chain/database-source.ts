import type pg from "pg";
import type { Logger } from "pino";
import { describeAddress } from "../address.ts";
import { connect } from "../database/connect.ts";
import { foreseenFailure } from "../database/foreseen-failure.ts";
import { lastApplied } from "../database/indexed-blocks.ts";
import { exitCode, Failure } from "../exit.ts";
import { checkBlock } from "./check-block.ts";
import type { BlockSource } from "./source.ts";
import { readStoredBlocks } from "./stored-blocks.ts";

const prefix = "database:";

/** About so many transactions are read at once, and never more blocks than this. */
const transactionsPerRead = 2_000;
const blocksPerRead = 1_000;

/**
 * Reads the address of a database of blocks out of what --source says.
 * @returns undefined where that is a file
 */
export function databaseOfSource(text: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}

/** The blocks that a database holds of its newest chain. */
export interface StoredChain {
  readonly chainId: string;
  readonly first: number;
  readonly newest: number;
}

/**
 * Makes a source of the raw rows that another index keeps (`etl_blocks`, `etl_transactions` and the like): every block that was there
 * when it was opened, of the newest chain. What these rows do not keep is logged (docs/replay.md). Nothing there is changed, and no
 * transaction is left open between two reads.
 * @param url postgres://user:password@host:port/database
 */
export function databaseSource(url: string, log: Logger): BlockSource {
  const name = `database ${describeAddress(url)}`;
  let client: pg.Client | undefined;
  let stored: StoredChain | undefined;
  let read: number | undefined;

  const reading = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw foreseenFailure(error, `reading ${name}`) ?? error;
    }
  };

  return {
    name,
    endless: false,
    head: () => stored?.newest,
    fractionRead: () =>
      stored === undefined || read === undefined
        ? undefined
        : Math.min(1, (read - stored.first + 1) / (stored.newest - stored.first + 1)),
    waiting: () => undefined,
    async open() {
      const opened = await connect(url, { applicationName: "em-apply block source" });
      client = opened;
      await opened.query("set default_transaction_read_only = on; set jit = off");
      stored = await reading(() => findStoredChain(opened, name));
      log.info(
        `${name} holds blocks ${stored.first} to ${stored.newest} of ${stored.chainId}; its raw rows lack the signatures of plays, the content of kinds without a table, and what was cut to 150 characters (docs/replay.md)`,
      );
      return { chainId: stored.chainId };
    },
    async *blocks(from, signal) {
      if (client === undefined || stored === undefined) {
        throw new Error("a database source is opened before it is read");
      }
      const [session, { chainId, newest }] = [client, stored];
      let length = 100;
      for (let first = Math.max(from ?? 0, stored.first); first <= newest && !signal.aborted; ) {
        const range = { chainId, first, last: Math.min(newest, first + length - 1) };
        const blocks = await reading(() => readStoredBlocks(session, range, name));
        for (const block of blocks) {
          if (signal.aborted) {
            return;
          }
          yield checkBlock(block, name);
          read = Number(block.height);
        }
        const transactions = blocks.reduce((sum, block) => sum + block.transactions.length, 0);
        first += length;
        length = Math.max(1, Math.min(blocksPerRead, Math.floor((length * transactionsPerRead) / (transactions + 1))));
      }
    },
    async close() {
      await client?.end().catch(() => undefined);
    },
  };
}

/**
 * Finds which blocks can be put together from what a database holds.
 * @param name of the database, for sentences
 * @throws Failure with 78 that names what it lacks
 */
export async function findStoredChain(client: pg.Client, name: string): Promise<StoredChain> {
  const { rows: lacking } = await client.query<{ what: string }>(lackingSql);
  if (lacking.length > 0) {
    throw new Failure(
      `${name} does not hold what blocks are put together from: it lacks ${lacking.map(({ what }) => what).join(", ")}. The Go ETL keeps no em.transaction_users: index from a node (docs/replay.md).`,
      exitCode.configuration,
    );
  }
  const { rows } = await client.query<{ height: string }>(
    "select block_height as height from etl_blocks order by id desc limit 1",
  );
  const newest = rows[0] === undefined ? undefined : Number(rows[0].height);
  const chainId = newest === undefined ? undefined : (await lastApplied(client, newest, undefined))?.chain_id;
  if (newest === undefined || chainId === undefined) {
    throw new Failure(`${name} holds no block in etl_blocks and core_indexed_blocks.`, exitCode.configuration);
  }
  return { chainId, newest, first: (await firstStored(client, chainId)) ?? newest };
}

/** The first block of a chain with raw rows: the one after a change of chain, or else the oldest that etl_blocks has. */
async function firstStored(client: pg.Client, chainId: string): Promise<number | undefined> {
  const { rows: known } = await client.query<{ exists: boolean }>(
    "select to_regclass('em.chain_rollovers') is not null as exists",
  );
  const { rows: changes } = known[0]?.exists
    ? await client.query<{ height: string }>(
        "select first_height as height from em.chain_rollovers where new_chain_id = $1 order by position desc limit 1",
        [chainId],
      )
    : { rows: [] };
  const { rows } = await client.query<{ height: string }>(
    `select etl_blocks.block_height as height
     from etl_blocks
     where exists (
       select from core_indexed_blocks as indexed
       where indexed.chain_id = $1 and indexed.height = etl_blocks.block_height
     )
     order by etl_blocks.id
     limit 1`,
    [chainId],
  );
  const height = changes[0]?.height ?? rows[0]?.height;
  return height === undefined ? undefined : Number(height);
}

/** The tables that are read, as far as they are not there. */
const lackingSql = `
  select needed.name as what
  from unnest(array[
    'core_indexed_blocks', 'etl_blocks', 'etl_transactions', 'etl_manage_entities', 'etl_plays', 'etl_storage_proofs',
    'etl_storage_proof_verifications', 'etl_sla_rollups', 'etl_sla_node_reports', 'etl_validator_registrations',
    'etl_validator_deregistrations', 'etl_validator_misbehavior_deregistrations', 'em.transaction_users'
  ]) as needed (name)
  where to_regclass(needed.name) is null`;
