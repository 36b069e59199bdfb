import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "pg";
import { connect } from "../database/connect.ts";
import { rejectionProblems, storedRejections } from "./apply-block.ts";
import { type ConformanceStream, MalformedRecording, type RowsByTable } from "./case-format.ts";
import { blocksAsNdjson, type ChainPlace, chainBlocks } from "./chain-blocks.ts";
import { tableDifferences } from "./compare.ts";
import { worldOfStream } from "./recording-files.ts";
import type { Outcome } from "./report.ts";
import { createStartTables, loadRows } from "./start-state.ts";
import { runStreamer, type StreamerEnd } from "./streamer-process.ts";
import { readTableShapes, type TableShape } from "./table-shapes.ts";
import { COVERED_TABLES } from "./written-tables.ts";

const STREAM_TABLES: readonly string[] = [...COVERED_TABLES.keys(), "blocks"];

/** Where a stream's blocks are put when it is fed to the streamer. */
export const STREAM_PLACE: ChainPlace = { chainId: "em-stream", firstHeight: 1n };

/**
 * Indexes a stream with the real streamer, `npm start -- --source FILE`, from the stream's starting rows, and compares all rows of
 * the written tables and all rejections at the end.
 *
 * @param url a migrated database without rows, of this stream's own; it keeps the rows
 * @throws MalformedRecording when the starting rows do not fit
 */
export async function runStream(stream: ConformanceStream, url: string): Promise<Outcome> {
  const client = await connect(url, { applicationName: "em-apply cases" });
  try {
    const shapes = await readTableShapes(client);
    const start = startingRows(stream);
    await loadRows(client, shapes, start.rows, start.origin);
    const ended = await indexWithStreamer(blocksAsNdjson(chainBlocks(stream.blocks, STREAM_PLACE)), url);
    if (ended.code !== 0) {
      return {
        recording: stream,
        problems: [`the streamer ended with exit code ${ended.code}: ${ended.output.trim()}`],
      };
    }
    return { recording: stream, problems: await endProblems(client, shapes, stream) };
  } finally {
    await client.end();
  }
}

/** A stream's starting rows: its own `pre`, else the world's. */
export function startingRows(stream: ConformanceStream): { rows: RowsByTable; origin: string } {
  if (stream.pre !== undefined) return { rows: stream.pre, origin: stream.file };
  const world = worldOfStream(stream.file);
  if (world === undefined) {
    throw new MalformedRecording(
      `${stream.file}:1: it has no pre, and there is no cases/generated/world.json beside it`,
    );
  }
  return { rows: world.rows, origin: world.file };
}

/**
 * Compares the tables and the rejections with what the stream says must be there after its last block.
 *
 * @param client a connection to the database that indexed it at STREAM_PLACE
 * @returns one sentence for each difference
 */
export async function endProblems(
  client: Client,
  shapes: ReadonlyMap<string, TableShape>,
  stream: ConformanceStream,
): Promise<string[]> {
  const compared = STREAM_TABLES.flatMap((name) => shapes.get(name) ?? []);
  for (const name of stream.tables.keys()) {
    if (!STREAM_TABLES.includes(name))
      throw new MalformedRecording(`${stream.file}:1: tables: ${name} is not a table that streams cover`);
  }
  await createStartTables(client, compared);
  const stored = await storedRejections(client, STREAM_PLACE.chainId, STREAM_PLACE.firstHeight);
  const problems = rejectionProblems(stream, stored);
  for (const shape of compared) {
    const changes = `{"inserted": ${stream.tables.get(shape.name) ?? "[]"}, "updated": [], "deleted": []}`;
    problems.push(...(await tableDifferences(client, shape, changes)));
  }
  return problems;
}

/** Writes the blocks to a file and indexes it. */
async function indexWithStreamer(blocks: string, url: string): Promise<StreamerEnd> {
  const folder = await mkdtemp(join(tmpdir(), "em-apply-stream-"));
  try {
    const file = join(folder, "blocks.ndjson");
    await writeFile(file, blocks);
    return await runStreamer(file, url);
  } finally {
    await rm(folder, { recursive: true });
  }
}
