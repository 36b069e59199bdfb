import { availableParallelism, cpus } from "node:os";
import { connect } from "../../src/database/connect.ts";
import type { Breakdown } from "./breakdown.ts";
import type { Load } from "./load.ts";
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

/** What several runs on one server came to. */
export interface Rates {
  readonly streamer: Rate;
  /** The streamer with the time that the first block alone takes, start-up above all, taken off. */
  readonly steady: Rate;
  readonly copyAll: Rate;
  readonly copyDomain: Rate;
  /**
   * The steady streamer's rate as a share of COPY's, each run beside its own COPY, which is measured within the same minute: on a busy
   * machine this holds when the rates do not.
   */
  readonly shareOfAll: Rate;
  readonly shareOfDomain: Rate;
}

const SETTINGS = ["fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size", "jit"];

/** Reads what decides about speed from the server and this machine. */
export async function readConditions(server: string): Promise<Conditions> {
  const client = await connect(server, { applicationName: "em-apply bench" });
  try {
    const { rows } = await client.query<{ name: string; value: string }>(
      "select name, current_setting(name) as value from pg_settings where name = any($1) or name = 'server_version'",
      [SETTINGS],
    );
    const values = new Map(rows.map(({ name, value }) => [name, value]));
    return {
      postgres: values.get("server_version") ?? "unknown",
      settings: Object.fromEntries(SETTINGS.map((name) => [name, values.get(name) ?? "unknown"])),
      node: process.version,
      processors: `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? "unknown"}`,
    };
  } finally {
    await client.end();
  }
}

/** The rates of runs that each indexed the given number of transactions. */
export function ratesOf(runs: readonly Run[], transactions: number): Rates {
  const spread = (value: (run: Run) => number): Rate => spreadOf(runs.map(value));
  const rate = (milliseconds: (run: Run) => number): Rate =>
    spread((run) => (transactions * 1_000) / milliseconds(run));
  const steady = (run: Run): number => run.streamer - run.startUp;
  return {
    streamer: rate((run) => run.streamer),
    steady: rate(steady),
    copyAll: rate((run) => run.copyAll),
    copyDomain: rate((run) => run.copyDomain),
    shareOfAll: spread((run) => run.copyAll / steady(run)),
    shareOfDomain: spread((run) => run.copyDomain / steady(run)),
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

/** What is measured, for people. */
export function describeLoad({ stream, blocks, copies, transactions, leftOut }: Load): string {
  const without = leftOut === 0 ? "" : `, without ${leftOut} a copy that no handler claims yet`;
  return `${whole(transactions)} transactions in ${whole(blocks.length)} blocks: ${copies} copies of ${stream.name}${without}`;
}

/** The rates for people, as lines of text. */
export function describeRates(rates: Rates, conditions: Conditions, runs: readonly Run[]): string {
  const settings = Object.entries(conditions.settings).map(([name, value]) => `${name} ${value}`);
  const line = (label: string, { median, slowest, fastest }: Rate, note: string): string =>
    `  ${label.padEnd(34)} ${whole(median).padStart(8)} tx/s  (${whole(slowest)} to ${whole(fastest)})${note}`;
  const share = ({ median, slowest, fastest }: Rate): string =>
    `; the streamer reaches ${percent(median)} (${percent(slowest)} to ${percent(fastest)})`;
  const [run] = runs;
  const rejected =
    run === undefined || run.rejected === 0 ? [] : [`  of the transactions ${whole(run.rejected)} were rejected`];
  return [
    `Postgres ${conditions.postgres}, ${settings.join(", ")}; node ${conditions.node}, ${conditions.processors}; median of ${runs.length} runs`,
    line("streamer, start to end", rates.streamer, ""),
    line("streamer without start-up", rates.steady, ""),
    line(`COPY of all ${run?.rowsAll ?? 0} rows`, rates.copyAll, share(rates.shareOfAll)),
    line(`COPY of the ${run?.rowsDomain ?? 0} domain rows`, rates.copyDomain, share(rates.shareOfDomain)),
    ...rejected,
  ].join("\n");
}

/** Where the time goes, for people: microseconds a transaction. */
export function describeBreakdown(breakdown: Breakdown, transactions: number): string {
  const micros = (milliseconds: number): string => ((milliseconds * 1_000) / transactions).toFixed(1).padStart(8);
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

function whole(rate: number): string {
  return Math.round(rate).toLocaleString("en-US");
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
