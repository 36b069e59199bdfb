import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { connect } from "../../src/database/connect.ts";
import type { DevnetOptions } from "../../src/devnet/devnet.ts";
import { exitCode, Failure } from "../../src/exit.ts";
import { withOwnDatabases } from "../conformance/runner/own-databases.ts";
import { monotonicMilliseconds } from "./clock.ts";
import { type Node, startNode } from "./node.ts";

/** How long a block takes at the head of the chain, in milliseconds: from when the node has it to when it is committed. */
export interface HeadLatency {
  readonly blocks: number;
  readonly median: number;
  readonly p99: number;
  readonly worst: number;
}

/** The latency at the head with one load, of one streamer. */
export interface HeadLatencies {
  readonly load: HeadLoad;
  readonly alone: HeadLatency;
  readonly refreshing: HeadLatency;
  /** How often the materialized views were refreshed meanwhile. */
  readonly refreshes: number;
}

/** What the blocks at the head hold. */
export interface HeadLoad {
  readonly name: string;
  readonly description: string;
  /** What the node makes its blocks by. */
  readonly content: Pick<DevnetOptions, "mix" | "transactionsPerBlock">;
}

export const mainnetHead: HeadLoad = {
  name: "mainnet",
  description: "twenty transactions a block as mainnet has them",
  content: { mix: "network", transactionsPerBlock: 20 },
};

/** Far more work than the network of 2026 has in a second. */
export const denseHead: HeadLoad = {
  name: "dense",
  description: "up to twenty transactions a block, nearly all ManageEntity",
  content: { mix: "dense" },
};

const project = fileURLToPath(new URL("../..", import.meta.url));

/**
 * What the streamer has done before the head is measured, as it has for nearly all blocks of its life: caught up with a chain, and been at
 * the head for a while. The statements of a handler are planned, 10 to 40 ms a block, when a session first meets it there, since the
 * triggers of the aggregates were switched on; V8 compiles what runs often, in threads beside. Then the tables are vacuumed and analyzed,
 * after which the statements are planned once more: Postgres itself does so whenever a tenth of a table has changed, which the measured
 * blocks do not come to.
 */
export const blocksBefore = { caughtUp: 10_000, atHead: 2_000, analyzed: 300 } as const;

/** Making a block up leaves V8 things to throw away: it does so then, and not in threads beside while the block is served. */
const collectsAlone = "--single-threaded-gc";

/** The blocks at the head that are not measured come at this distance, in milliseconds. */
const unmeasuredEvery = 20;

/** How many transactions the views count beside those of the blocks: on few, the refreshes would follow one another a hundred a second. */
export const countedTransactions = 1_000_000;

/** How long the streamer may take to come to the head, in milliseconds. */
const longestStart = 600_000;

/** The blocks that are measured come a second apart. */
const everyMilliseconds = 1_000;

/**
 * Lets the streamer follow a node on this machine that makes a block a second, and hears from Postgres when each is committed (NOTIFY
 * new_block): for so many blocks alone, and for as many while the materialized views are refreshed without a pause.
 *
 * @param server the URL of a database on the server to measure
 * @param load what its blocks hold
 * @param blocks how many blocks to measure each time: as many seconds
 */
export async function headLatencies(server: string, load: HeadLoad, blocks: number): Promise<HeadLatencies> {
  return withOwnDatabases(server, 1, async ([url = ""]) => {
    const content = { seed: "bench", blocks: blocksBefore.caughtUp, blocksPerSecond: 0, ...load.content };
    const node = await startNode(content, [collectsAlone]);
    const client = await connect(url, { applicationName: "em-apply bench" });
    const refresher = await connect(url, { applicationName: "em-apply bench" });
    await fillViews(client);
    const words = ["--import", "tsx", "src/commands/start.ts", "--rpc", node.url, "--log-level", "error"];
    const streamer = spawn(process.execPath, words, {
      cwd: project,
      env: { ...process.env, DATABASE_URL: url },
      stdio: "ignore",
    });
    const ended = once(streamer, "close");
    try {
      const commits = await listen(client);
      await commits.until(blocksBefore.caughtUp, longestStart);
      await aggregatesCurrent(client);
      const follow = headOf(node, commits);
      await follow(blocksBefore.atHead, unmeasuredEvery);
      await client.query("vacuum analyze");
      await follow(blocksBefore.analyzed, unmeasuredEvery);
      const alone = await follow(blocks, everyMilliseconds);
      const stop = new AbortController();
      const refreshes = refresh(refresher, stop.signal);
      const refreshing = await follow(blocks, everyMilliseconds).finally(() => stop.abort());
      return { load, alone: summaryOf(alone), refreshing: summaryOf(refreshing), refreshes: await refreshes };
    } finally {
      streamer.kill("SIGTERM");
      await ended;
      await client.end();
      await refresher.end();
      await node.stop();
    }
  });
}

/** Fills what the views count with transactions from before the devnet's first block. */
async function fillViews(client: pg.Client): Promise<void> {
  await client.query(
    `insert into etl_transactions (tx_hash, block_height, tx_index, tx_type, address, created_at)
     select
       md5(n::text) || md5(n::text), 0, n, (array['play', 'manage_entity', 'storage_proof'])[n % 3 + 1],
       '0x' || md5((n % 10000)::text), timestamp '2026-01-01' - n * interval '1 second'
     from generate_series(1, $1) as n`,
    [countedTransactions],
  );
}

/** Waits for the rebuild with which the streamer comes to the head, once. */
async function aggregatesCurrent(client: pg.Client): Promise<void> {
  const end = performance.now() + longestStart;
  for (;;) {
    const { rows } = await client.query<{ are_current: boolean }>("select are_current from em.aggregates");
    if (rows[0]?.are_current === true) {
      return;
    }
    if (performance.now() > end) {
      throw new Failure(`the aggregates were not current after ${longestStart} ms at the head`, exitCode.failed);
    }
    await delay(unmeasuredEvery);
  }
}

/** Tells when a height was committed. */
interface Commits {
  /** Waits until a height is committed, and says when that was heard. */
  until(height: number, milliseconds: number): Promise<number>;
}

async function listen(client: pg.Client): Promise<Commits> {
  let waiting: { height: number; wake: (at: number) => void } | undefined;
  let newest = 0;
  client.on("notification", ({ payload }) => {
    newest = Math.max(newest, heightOf(payload));
    if (waiting !== undefined && newest >= waiting.height) {
      waiting.wake(monotonicMilliseconds());
    }
  });
  await client.query("listen new_block");
  return {
    until: (height, milliseconds) =>
      new Promise((resolve, reject) => {
        const tooLate = () =>
          reject(new Failure(`block ${height} was not committed in ${milliseconds} ms`, exitCode.failed));
        const timer = setTimeout(tooLate, milliseconds);
        const wake = (at: number) => {
          clearTimeout(timer);
          waiting = undefined;
          resolve(at);
        };
        waiting = { height, wake };
        if (newest >= height) {
          wake(monotonicMilliseconds());
        }
      }),
  };
}

function heightOf(payload: string | undefined): number {
  const parsed: unknown = JSON.parse(payload ?? "null");
  const height: unknown = typeof parsed === "object" && parsed !== null ? Reflect.get(parsed, "block_height") : parsed;
  return Number(height);
}

/**
 * Has a node come out with blocks, one after another, and measures how long each takes until it is committed.
 * @returns measures so many blocks, at a distance in milliseconds
 */
function headOf(node: Node, commits: Commits): (blocks: number, every: number) => Promise<number[]> {
  let height: number = blocksBefore.caughtUp;
  return async (blocks, every) => {
    const latencies: number[] = [];
    while (latencies.length < blocks) {
      await node.prepare();
      await delay(every);
      const began = await node.advance();
      height += 1;
      latencies.push((await commits.until(height, longestStart)) - began);
    }
    return latencies;
  };
}

function summaryOf(latencies: readonly number[]): HeadLatency {
  const sorted = [...latencies].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
  return { blocks: sorted.length, median: at(0.5), p99: at(0.99), worst: at(1) };
}

/** Refreshes the views again and again, as the streamer does every two minutes. */
async function refresh(client: pg.Client, signal: AbortSignal): Promise<number> {
  // As for the streamer's background work, one process is enough.
  await client.query("set max_parallel_workers_per_gather = 0");
  let refreshes = 0;
  while (!signal.aborted) {
    await client.query("refresh materialized view mv_dashboard_transaction_stats");
    await client.query("refresh materialized view mv_dashboard_transaction_types");
    refreshes += 1;
  }
  return refreshes;
}
