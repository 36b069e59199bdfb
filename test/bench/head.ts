import { spawn } from "node:child_process";
import { once } from "node:events";
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
}

const project = fileURLToPath(new URL("../..", import.meta.url));

/** The blocks that are indexed before the head is measured: the first ones plan statements and fill caches. */
const warmUpBlocks = 30;

/** How long the streamer may take to come to the head, in milliseconds. */
const longestStart = 60_000;

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
    const devnet = await startDevnet({ seed: "bench", blocks: warmUpBlocks, blocksPerSecond: 0, mix: "dense" });
    const client = await connect(url, { applicationName: "em-apply bench" });
    const refresher = await connect(url, { applicationName: "em-apply bench" });
    const stop = new AbortController();
    const words = ["--import", "tsx", "src/commands/start.ts", "--rpc", devnet.url, "--log-level", "warn"];
    const streamer = spawn(process.execPath, words, {
      cwd: project,
      env: { ...process.env, DATABASE_URL: url },
      stdio: "ignore",
    });
    const ended = once(streamer, "close");
    try {
      const commits = await listen(client);
      await commits.until(warmUpBlocks, longestStart);
      const refreshed = refreshing ? refresh(refresher, stop.signal) : Promise.resolve();
      const latencies = await followHead(devnet, commits, blocks);
      stop.abort();
      await refreshed;
      return latencies;
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

async function followHead(devnet: Devnet, commits: Commits, blocks: number): Promise<HeadLatency> {
  const latencies: number[] = [];
  while (latencies.length < blocks) {
    const second = new Promise((resolve) => setTimeout(resolve, 1_000));
    const began = performance.now();
    devnet.advance(1);
    latencies.push((await commits.until(devnet.head(), longestStart)) - began);
    await second;
  }
  const sorted = latencies.sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { blocks, median: at(0.5), p99: at(0.99), worst: at(1) };
}

async function refresh(client: pg.Client, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await client.query("refresh materialized view mv_dashboard_transaction_stats");
    await client.query("refresh materialized view mv_dashboard_transaction_types");
  }
}
