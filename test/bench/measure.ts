import { connect } from "../../src/database/connect.ts";
import { exitCode, Failure } from "../../src/exit.ts";
import { withOwnDatabases } from "../conformance/runner/own-databases.ts";
import { runStreamer, type StreamerEnd } from "../conformance/runner/streamer-process.ts";
import { watchBackends } from "./backend-memory.ts";
import { copyIn, copyOut, type TableCopy } from "./copy-floor.ts";
import type { Load } from "./load.ts";

const application = { applicationName: "em-apply bench" };

/** One run: the streamer over all blocks, then COPY of the rows that it left. All times in milliseconds. */
export interface Run {
  /** The streamer's process from start to end. */
  readonly streamer: number;
  /** The same for the first block alone, without transactions: what starting and ending take. */
  readonly startUp: number;
  /** The most memory that the streamer's process held, in bytes; undefined where the system does not say. */
  readonly peakBytes: number | undefined;
  /** The most memory that a session of it held on the server, as `watchBackends` says. */
  readonly backendBytes: number | undefined;
  /** COPY of all rows, bookkeeping and etl_* tables included. */
  readonly copy: number;
  readonly rows: number;
  /** Transactions that a rule refused. */
  readonly rejected: number;
}

/**
 * Measures one run in databases of its own, which are gone afterwards.
 *
 * @param server the URL of a database on the server to measure
 * @param flags further words of the streamer's command line
 * @throws Failure when the streamer fails, or leaves another number of rows than it must
 */
export async function measure(server: string, load: Load, flags: readonly string[] = []): Promise<Run> {
  return withOwnDatabases(server, 3, async ([forAll = "", forStart = "", forCopy = ""]) => {
    await prepare(forStart, load);
    const startUp = succeeded(await runStreamer(load.startFile, forStart, load.edition, flags));
    await prepare(forAll, load);
    const watch = await watchBackends(forAll);
    const ended = await runStreamer(load.file, forAll, load.edition, flags);
    const backendBytes = await watch.stop();
    const streamer = succeeded(ended);
    const copies = await readRows(forAll, load);
    return {
      streamer: streamer.milliseconds,
      startUp: startUp.milliseconds,
      peakBytes: streamer.peakBytes,
      backendBytes,
      copy: await timeCopy(forCopy, copies),
      rows: countRows(copies),
      rejected: countRows(copies.filter(({ table }) => table === "em_rejections")),
    };
  });
}

/** Loads the rows on which the load's blocks build, and lets earlier work settle on disk. */
export async function prepare(url: string, load: Load): Promise<void> {
  const client = await connect(url, application);
  try {
    await load.prepare(client);
    await client.query("checkpoint");
  } finally {
    await client.end();
  }
}

/** A run of the streamer that ended well. */
export function succeeded(end: StreamerEnd): StreamerEnd {
  if (end.code === 0) {
    return end;
  }
  throw new Failure(`the streamer ended with exit code ${end.code}: ${end.output.trim()}`, exitCode.failed);
}

/** Reads what the streamer left, and refuses a run that did not do the work: a wrong number is worse than none. */
async function readRows(url: string, load: Load): Promise<TableCopy[]> {
  const client = await connect(url, application);
  try {
    const copies = await copyOut(client);
    for (const [table, expected] of load.rows) {
      const found = copies.find((copy) => copy.table === table)?.rows ?? 0;
      if (found !== expected) {
        throw new Failure(
          `after the load ${load.name} the table ${table} has ${found} rows, expected ${expected}`,
          exitCode.failed,
        );
      }
    }
    return copies;
  } finally {
    await client.end();
  }
}

async function timeCopy(url: string, copies: readonly TableCopy[]): Promise<number> {
  const client = await connect(url, application);
  try {
    await client.query("checkpoint");
    return await copyIn(client, copies);
  } finally {
    await client.end();
  }
}

function countRows(copies: readonly TableCopy[]): number {
  return copies.reduce((sum, { rows }) => sum + rows, 0);
}
