import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { connect } from "../../src/database/connect.ts";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { exitCode, Failure } from "../../src/exit.ts";
import { withOwnDatabases } from "../conformance/runner/own-databases.ts";

/** How long a block takes at the head of the chain, in milliseconds: from when the node has it to when it is committed. */
export interface HeadLatency {
  readonly blocks: number;
  readonly median: number;
  readonly p99: number;
  readonly worst: number;
  /** How often the materialized views were refreshed meanwhile. */
  readonly refreshes: number;
}

const project = fileURLToPath(new URL("../..", import.meta.url));

/**
 * What the streamer has done before the head is measured, as it has for nearly all blocks of its life: caught up with a chain, and been at
 * the head for a while. A handler's statements are planned, 10 to 40 ms a block, when a session first meets it there: all of them again,
 * since the triggers of the aggregates were switched on. The rarest handlers come once in some hundred blocks.
 */
export const blocksBefore = { caughtUp: 3_000, atHead: 500 } as const;

/** The blocks at the head that are not measured come at this distance, in milliseconds. */
const unmeasuredEvery = 100;

/** How many transactions the views count beside those of the blocks: on few, the refreshes would follow one another a hundred a second. */
export const countedTransactions = 1_000_000;

/** How long the streamer may take to come to the head, in milliseconds. */
const longestStart = 120_000;

/** The blocks that are measured come a second apart. */
const everyMilliseconds = 1_000;

/**
 * Lets the streamer follow a node on this machine that makes a block a second, with up to twenty transactions, and hears from Postgres when
 * each is committed (NOTIFY new_block).
 *
 * @param server the URL of a database on the server to measure
 * @param blocks how many blocks to measure: as many seconds
 * @param refreshing whether the materialized views are refreshed all the while
 */
export async function headLatency(server: string, blocks: number, refreshing: boolean): Promise<HeadLatency> {
  return withOwnDatabases(server, 1, async ([url = ""]) => {
    const devnet = await startDevnet({
      seed: "bench",
      blocks: blocksBefore.caughtUp,
      blocksPerSecond: 0,
      mix: "dense",
    });
    const client = await connect(url, { applicationName: "em-apply bench" });
    const refresher = await connect(url, { applicationName: "em-apply bench" });
    await fillViews(client);
    const stop = new AbortController();
    const words = ["--import", "tsx", "src/commands/start.ts", "--rpc", devnet.url, "--log-level", "error"];
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
      await client.query("vacuum analyze");
      await followHead(devnet, commits, blocksBefore.atHead, unmeasuredEvery);
      const refreshed = refreshing ? refresh(refresher, stop.signal) : Promise.resolve(0);
      const latencies = await followHead(devnet, commits, blocks, everyMilliseconds);
      stop.abort();
      return { ...summaryOf(latencies), refreshes: await refreshed };
    } finally {
      stop.abort();
      streamer.kill("SIGTERM");
      await ended;
      await client.end();
      await refresher.end();
      await devnet.stop();
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
      waiting.wake(performance.now());
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
          wake(performance.now());
        }
      }),
  };
}

function heightOf(payload: string | undefined): number {
  const parsed: unknown = JSON.parse(payload ?? "null");
  const height: unknown = typeof parsed === "object" && parsed !== null ? Reflect.get(parsed, "block_height") : parsed;
  return Number(height);
}

/** Makes blocks, one after another, and measures how long each takes until it is committed. */
async function followHead(devnet: Devnet, commits: Commits, blocks: number, every: number): Promise<number[]> {
  const latencies: number[] = [];
  while (latencies.length < blocks) {
    const pause = delay(every);
    // The devnet makes a block up when it is first asked for; a node has it.
    devnet.chain.encoded(devnet.head() + 1);
    await nextTurn();
    const began = performance.now();
    devnet.advance(1);
    latencies.push((await commits.until(devnet.head(), longestStart)) - began);
    await pause;
  }
  return latencies;
}

function summaryOf(latencies: readonly number[]): Omit<HeadLatency, "refreshes"> {
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
