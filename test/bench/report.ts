import { availableParallelism, cpus } from "node:os";
import { connect } from "../../src/database/connect.ts";
import type { Breakdown } from "./breakdown.ts";
import type { Fetching } from "./fetch.ts";
import { blocksBefore, countedTransactions, type HeadLatencies, type HeadLatency } from "./head.ts";
import type { Load, LoadName } from "./load.ts";
import type { Run } from "./measure.ts";

/** What a measurement was made on. */
export interface Conditions {
  readonly postgres: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly node: string;
  readonly processors: string;
}

/** A figure of several runs, such as transactions a second: the median run, the slowest and the fastest. */
export interface Rate {
  readonly median: number;
  readonly slowest: number;
  readonly fastest: number;
}

/** What several runs of one load came to. */
export interface Rates {
  /** What the streamer does a second, with the time that starting and ending take off; undefined where a run took little longer than these. */
  readonly streamer: Rate | undefined;
  readonly copy: Rate;
  /**
   * The streamer's rate as a share of COPY's, each run beside its own COPY, which is measured within the same minute: on a busy
   * machine this holds when the rates do not. Undefined where the streamer's rate is.
   */
  readonly share: Rate | undefined;
  /** The most memory that the streamer's process held in any run, in bytes; undefined where the system does not say. */
  readonly peakBytes: number | undefined;
  /** The most memory that a session of it held on the server in any run, in bytes, without the shared buffers. */
  readonly backendBytes: number | undefined;
}

const shownSettings = ["fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size", "jit"];

/** Reads what decides about speed from the server and this machine. */
export async function readConditions(server: string): Promise<Conditions> {
  const client = await connect(server, { applicationName: "em-apply bench" });
  try {
    const { rows } = await client.query<{ name: string; value: string }>(
      "select name, current_setting(name) as value from pg_settings where name = any($1) or name = 'server_version'",
      [shownSettings],
    );
    const values = new Map(rows.map(({ name, value }) => [name, value]));
    return {
      postgres: values.get("server_version") ?? "unknown",
      settings: Object.fromEntries(shownSettings.map((name) => [name, values.get(name) ?? "unknown"])),
      node: process.version,
      processors: `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? "unknown"}`,
    };
  } finally {
    await client.end();
  }
}

/** A run must take so much longer than the start alone, as a share of that: starts differ from one to the next. */
const leastBeyondStart = 0.2;

/**
 * The rates of runs that each indexed so much.
 * @param count transactions, or blocks where they are empty
 */
export function ratesOf(runs: readonly Run[], count: number): Rates {
  const spread = (value: (run: Run) => number): Rate => spreadOf(runs.map(value));
  const steady = (run: Run): number => run.streamer - run.startUp;
  const isMeasured = runs.every((run) => steady(run) >= leastBeyondStart * run.startUp);
  const most = (value: (run: Run) => number | undefined): number | undefined => {
    const known = runs.map(value).filter((bytes) => bytes !== undefined);
    return known.length === 0 ? undefined : Math.max(...known);
  };
  return {
    streamer: isMeasured ? spread((run) => (count * 1_000) / steady(run)) : undefined,
    copy: spread((run) => (count * 1_000) / run.copy),
    share: isMeasured ? spread((run) => run.copy / steady(run)) : undefined,
    peakBytes: most(({ peakBytes }) => peakBytes),
    backendBytes: most(({ backendBytes }) => backendBytes),
  };
}

function spreadOf(values: readonly number[]): Rate {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    slowest: at(0),
    fastest: at(sorted.length - 1),
  };
}

/** One load as it was measured. */
export interface Measured {
  readonly load: Pick<Load, "name" | "description" | "blocks" | "transactions">;
  readonly runs: readonly Run[];
  readonly rates: Rates;
}

/** What is measured, for people. */
export function describeLoad({ name, description, blocks, transactions }: Measured["load"]): string {
  return `${name}: ${description}; ${whole(transactions)} transactions in ${whole(blocks)} blocks`;
}

/** What is counted a second of a load. */
export function countOf({ name, blocks, transactions }: { name: LoadName; blocks: number; transactions: number }) {
  return name === "empty" ? blocks : transactions;
}

/** The table of all loads on one server, in Markdown, for people and for docs/benchmark.md. */
export function describeRates(measured: readonly Measured[], conditions: Conditions): string {
  const settings = Object.entries(conditions.settings).map(([name, value]) => `${name} ${value}`);
  const spread = (rate: Rate | undefined, words: (figure: number) => string): string =>
    rate === undefined
      ? "too small to measure"
      : `${words(rate.median)} (${words(rate.slowest)} to ${words(rate.fastest)})`;
  const megabytes = (bytes: number | undefined) => (bytes === undefined ? "unknown" : `${whole(bytes / 2 ** 20)} MB`);
  const rows = measured.map(({ load, runs: [run], rates }) => [
    load.name,
    load.name === "empty" ? "blocks" : "transactions",
    spread(rates.streamer, whole),
    `${spread(rates.copy, whole)} of ${whole(run?.rows ?? 0)} rows`,
    spread(rates.share, percent),
    megabytes(rates.peakBytes),
    megabytes(rates.backendBytes),
  ]);
  const runs = Math.max(0, ...measured.map(({ runs }) => runs.length));
  return [
    `Postgres ${conditions.postgres}, ${settings.join(", ")}; node ${conditions.node}, ${conditions.processors}; median of ${runs} runs`,
    "",
    ...table([
      ["load", "a second", "streamer", "COPY", "share of COPY", "memory", "its session on the server"],
      ...rows,
    ]),
  ].join("\n");
}

/** The latencies at the head, for people. */
export function describeLatencies(latencies: readonly HeadLatencies[]): string {
  const line = (what: string, { median, p99, worst, blocks }: HeadLatency): string =>
    `${what}: p50 ${median.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, worst ${worst.toFixed(0)} ms of ${blocks} blocks`;
  return [
    "At the head, one block a second, from when the node has it to its commit:",
    ...latencies.flatMap(({ load, alone, refreshing, refreshes }) => [
      `  ${load.name}, ${load.description}`,
      line("    alone", alone),
      line(`    while the materialized views are refreshed (${refreshes} times)`, refreshing),
    ]),
    `Not counted are the ${whole(blocksBefore.caughtUp)} blocks of the catch-up before, the rebuild of the aggregates behind them, and the first ${whole(blocksBefore.atHead + blocksBefore.analyzed)} at the head.`,
    `The views count ${whole(countedTransactions)} transactions beside those of the blocks.`,
  ].join("\n");
}

/** How fast blocks are fetched, for people. */
export function describeFetching({ blocks, transactions, ahead, madeUp, ready, processorMicros }: Fetching): string {
  return [
    `Fetching alone, through Connect from a node on this machine that is ${whole(ahead)} blocks ahead, ${whole(blocks)} blocks with ${whole(transactions)} transactions:`,
    `  ${whole(ready)} blocks a second, ${whole(processorMicros)} microseconds of processor time each; ${whole(madeUp)} a second while the devnet makes them up`,
  ].join("\n");
}

/** Where the time goes, for people: microseconds a transaction, or a block where they are empty. */
export function describeBreakdown(breakdown: Breakdown, count: number): string {
  const micros = (milliseconds: number): string => ((milliseconds * 1_000) / count).toFixed(1).padStart(8);
  const part = (label: string, milliseconds: number): string => `  ${label.padEnd(46)} ${micros(milliseconds)}`;
  return [
    "Where the time goes, in microseconds a transaction (node's and Postgres' parts overlap in a run):",
    part("node: NDJSON line to core.v1.Block", breakdown.decode),
    part("node: core.v1.Block to block_json (the edge)", breakdown.edge),
    part("sending block_json and reading it as jsonb", breakdown.sendAndParse),
    "  procedures, by the time in themselves            self    total     calls",
    ...breakdown.procedures.map(
      ({ name, self, total, calls }) =>
        `    ${name.padEnd(44)} ${micros(self)} ${micros(total)} ${String(calls).padStart(9)}`,
    ),
  ].join("\n");
}

/** Lines of a Markdown table whose first row is its head. */
function table([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

function whole(rate: number): string {
  return Math.round(rate).toLocaleString("en-US");
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
