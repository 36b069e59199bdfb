import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "pg";
import { blockFromJson } from "../../../src/chain/json-block.ts";
import { connect } from "../../../src/database/connect.ts";
import { rejectionProblems, storedRejections } from "./apply-block.ts";
import { type Capture, type ConformanceStream, MalformedRecording, type RowsByTable } from "./case-format.ts";
import { blocksAsNdjson, type ChainPlace, chainBlocks } from "./chain-blocks.ts";
import { tableDifferences } from "./compare.ts";
import { worldFolder, worldOfStream } from "./recording-files.ts";
import type { Outcome } from "./report.ts";
import { createStartTables, loadRows } from "./start-state.ts";
import { runStreamer, type StreamerEnd } from "./streamer-process.ts";
import { readTableShapes, type TableShape } from "./table-shapes.ts";
import { comparisonOf, coveredTables } from "./written-tables.ts";

const streamTables: readonly string[] = [...coveredTables, "blocks"];

/** Recordings hold what transactions did: not what came due meanwhile, and nothing of what production's triggers make of it. */
const onlyTransactions: readonly string[] = ["--scheduled-releases", "off", "--aggregates", "off"];

/** Where a stream's blocks are put when it is fed to the streamer. */
export const streamPlace: ChainPlace = { chainId: "em-stream", firstHeight: 1n };

/**
 * Indexes a stream with the real streamer, `npm start -- --source FILE`, from the stream's starting rows, and compares all rows of
 * the written tables and all rejections at the end.
 *
 * @param url a migrated database without rows, of this stream's own; it keeps the rows
 * @throws MalformedRecording when the starting rows do not fit, or a captured stream's files cannot be read
 */
export async function runStream(stream: ConformanceStream, url: string): Promise<Outcome> {
  const client = await connect(url, { applicationName: "em-apply cases" });
  try {
    const shapes = await readTableShapes(client);
    const { ended, place } =
      stream.capture === undefined
        ? await runRecorded(client, shapes, stream, url)
        : await runCaptured(client, stream, stream.capture, url);
    if (ended.code !== 0) {
      return {
        recording: stream,
        problems: [`the streamer ended with exit code ${ended.code}: ${ended.output.trim()}`],
      };
    }
    return { recording: stream, problems: await endProblems(client, shapes, stream, place) };
  } finally {
    await client.end();
  }
}

/** A stream's starting rows: its own `pre`, else the world's. */
export function startingRows(stream: ConformanceStream): { rows: RowsByTable; origin: string } {
  if (stream.pre !== undefined) {
    return { rows: stream.pre, origin: stream.file };
  }
  const world = worldOfStream(stream);
  if (world === undefined) {
    throw new MalformedRecording(
      `${stream.file}:1: it has no pre, and there is no ${worldFolder(stream.edition)}/world.json beside its folder`,
    );
  }
  return { rows: world.rows, origin: world.file };
}

/**
 * Compares the tables and the rejections with what the stream says must be there after its last block.
 *
 * @param client a connection to the database that indexed it
 * @param place where on a chain its blocks are
 * @returns one sentence for each difference
 */
export async function endProblems(
  client: Client,
  shapes: ReadonlyMap<string, TableShape>,
  stream: ConformanceStream,
  place: ChainPlace = streamPlace,
): Promise<string[]> {
  const compared = streamTables.flatMap((name) => shapes.get(name) ?? []);
  for (const name of stream.tables.keys()) {
    if (!streamTables.includes(name)) {
      throw new MalformedRecording(`${stream.file}:1: tables: ${name} is not a table that streams cover`);
    }
  }
  await createStartTables(client, compared);
  const stored = await storedRejections(client, place.chainId, place.firstHeight);
  const problems = rejectionProblems(stream, stored);
  for (const shape of compared) {
    const comparison = comparisonOf(shape.name, stream.edition);
    if (comparison === undefined) {
      continue;
    }
    const changes = `{"inserted": ${stream.tables.get(shape.name) ?? "[]"}, "updated": [], "deleted": []}`;
    problems.push(...(await tableDifferences(client, shape, comparison, changes)));
  }
  return problems;
}

/** How the streamer ended, and where it found the blocks. */
interface StreamRun {
  readonly ended: StreamerEnd;
  readonly place: ChainPlace;
}

/** Loads the starting rows, writes the blocks to a file and indexes it. */
async function runRecorded(
  client: Client,
  shapes: ReadonlyMap<string, TableShape>,
  stream: ConformanceStream,
  url: string,
): Promise<StreamRun> {
  const start = startingRows(stream);
  await loadRows(client, shapes, start.rows, start.origin);
  const folder = await mkdtemp(join(tmpdir(), "em-apply-stream-"));
  try {
    const file = join(folder, "blocks.ndjson");
    await writeFile(file, blocksAsNdjson(chainBlocks(stream.blocks, streamPlace)));
    return { ended: await runStreamer(file, url, stream.edition, onlyTransactions), place: streamPlace };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs the capture's SQL and indexes its file of blocks. */
async function runCaptured(
  client: Client,
  stream: ConformanceStream,
  { preSql, blocks }: Capture,
  url: string,
): Promise<StreamRun> {
  for (const file of [preSql, blocks]) {
    if (!existsSync(file)) {
      throw new MalformedRecording(`${stream.file}:1: there is no file ${file}`);
    }
  }
  await client.query(await readFile(preSql, "utf8"));
  await client.query("set session_replication_role = origin");
  const [firstLine = ""] = (await readFile(blocks, "utf8")).split("\n", 1);
  const { block } = blockFromJson(firstLine, `${blocks}:1`);
  const place = { chainId: block.chainId, firstHeight: block.height };
  return { ended: await runStreamer(blocks, url, stream.edition, onlyTransactions), place };
}
