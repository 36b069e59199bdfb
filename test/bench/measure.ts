import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "../../src/database/connect.ts";
import { exitCode, Failure } from "../../src/exit.ts";
import type { ConformanceStream, JsonText, RecordedBlock } from "../conformance/runner/case-format.ts";
import { blocksAsNdjson, chainBlocks } from "../conformance/runner/chain-blocks.ts";
import { withOwnDatabases } from "../conformance/runner/own-databases.ts";
import { STREAM_PLACE, startingRows } from "../conformance/runner/run-stream.ts";
import { loadRows } from "../conformance/runner/start-state.ts";
import { runStreamer, type StreamerEnd } from "../conformance/runner/streamer-process.ts";
import { readTableShapes } from "../conformance/runner/table-shapes.ts";
import { copyIn, copyOut, type TableCopy } from "./copy-floor.ts";
import type { Load } from "./load.ts";

const APPLICATION = { applicationName: "em-apply bench" };

/** One run: the streamer over all blocks, then COPY of the rows that it left. All times in milliseconds. */
export interface Run {
  /** The streamer's process from start to end. */
  readonly streamer: number;
  /** The same for the first block alone: what starting and ending take. */
  readonly startUp: number;
  /** COPY of all rows, bookkeeping and etl_* tables included. */
  readonly copyAll: number;
  /** COPY of the rows of the domain tables alone. */
  readonly copyDomain: number;
  readonly rowsAll: number;
  readonly rowsDomain: number;
  /** Transactions that a rule refused; the recording has none, but what is left out of it may be missed by others. */
  readonly rejected: number;
}

/**
 * Measures one run in databases of its own, which are gone afterwards.
 *
 * @param server the URL of a database on the server to measure
 * @throws Failure when the streamer fails, or leaves another number of rows than the recording says
 */
export async function measure(server: string, load: Load): Promise<Run> {
  return withFiles(load.blocks, async ({ all, first }) =>
    withOwnDatabases(server, 4, async ([forAll = "", forFirst = "", forCopyAll = "", forCopyDomain = ""]) => {
      await prepare(forFirst, load.stream);
      const startUp = succeeded(await runStreamer(first, forFirst, load.stream.edition));
      await prepare(forAll, load.stream);
      const streamer = succeeded(await runStreamer(all, forAll, load.stream.edition));
      const copies = await readRows(forAll, load);
      const domain = copies.filter(({ table }) => load.stream.tables.has(table));
      return {
        streamer,
        startUp,
        copyAll: await timeCopy(forCopyAll, copies),
        copyDomain: await timeCopy(forCopyDomain, domain),
        rowsAll: countRows(copies),
        rowsDomain: countRows(domain),
        rejected: countRows(copies.filter(({ table }) => table === "em_rejections")),
      };
    }),
  );
}

/**
 * Writes the blocks as files for the streamer, which are removed when the work is done.
 *
 * @param work is given the file of all blocks and that of the first alone
 */
export async function withFiles<Result>(
  blocks: readonly RecordedBlock[],
  work: (files: { all: string; first: string }) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "em-apply-bench-"));
  try {
    const files = { all: join(folder, "blocks.ndjson"), first: join(folder, "first.ndjson") };
    const chain = chainBlocks(blocks, STREAM_PLACE);
    await writeFile(files.all, blocksAsNdjson(chain));
    await writeFile(files.first, blocksAsNdjson(chain.slice(0, 1)));
    return await work(files);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Loads a stream's starting rows and writes everything to disk, so that no earlier work falls into the measured time. */
export async function prepare(url: string, stream: ConformanceStream): Promise<void> {
  const client = await connect(url, APPLICATION);
  try {
    const start = startingRows(stream);
    await loadRows(client, await readTableShapes(client), start.rows, start.origin);
    await client.query("checkpoint");
  } finally {
    await client.end();
  }
}

/** The time of a run that ended well. */
export function succeeded(end: StreamerEnd): number {
  if (end.code === 0) return end.milliseconds;
  throw new Failure(`the streamer ended with exit code ${end.code}: ${end.output.trim()}`, exitCode.failed);
}

/** Reads what the streamer left, and refuses a run that did not do the work: a wrong number is worse than none. */
async function readRows(url: string, load: Load): Promise<TableCopy[]> {
  const client = await connect(url, APPLICATION);
  try {
    const rows = await copyOut(client);
    for (const table of load.stream.tables.keys()) {
      const found = rows.find((copy) => copy.table === table)?.rows ?? 0;
      const expected = expectedRows(table, load);
      if (expected === undefined ? found % load.copies === 0 : found === expected) continue;
      throw new Failure(
        `after ${load.copies} copies of ${load.stream.name} the table ${table} has ${found} rows, expected ${expected ?? "as many of each copy"}`,
        exitCode.failed,
      );
    }
    return rows;
  } finally {
    await client.end();
  }
}

/** How many rows a table must have; undefined where transactions were left out, so that the recording does not say. */
function expectedRows(table: string, { stream, blocks, copies, leftOut }: Load): number | undefined {
  if (table === "blocks") return startCount(stream, table) + blocks.length;
  if (leftOut > 0) return undefined;
  return countOf(stream.tables.get(table)) * copies;
}

function startCount(stream: ConformanceStream, table: string): number {
  return countOf(startingRows(stream).rows.get(table));
}

function countOf(rows: JsonText | undefined): number {
  const parsed: unknown = JSON.parse(rows ?? "[]");
  return Array.isArray(parsed) ? parsed.length : 0;
}

async function timeCopy(url: string, copies: readonly TableCopy[]): Promise<number> {
  const client = await connect(url, APPLICATION);
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
