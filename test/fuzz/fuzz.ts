/** The fuzzer: random blocks from a seed, checked one after the other until one fails or enough are done. */
import fc from "fast-check";
import type pg from "pg";
import type { RecordedBlock, RecordedEdition } from "../conformance/runner/case-format.ts";
import { blocksAsNdjson, chainBlocks } from "../conformance/runner/chain-blocks.ts";
import { loadRows } from "../conformance/runner/start-state.ts";
import { readTableShapes } from "../conformance/runner/table-shapes.ts";
import { blocksOf } from "./blocks.ts";
import { BlockChecker, type Door, type Tally, type Way } from "./check.ts";
import { readCorpus } from "./corpus.ts";

/** What a fuzz run takes; the same seed gives the same blocks. */
export interface FuzzOptions {
  readonly seed: number;
  /** About how many transactions to try; the tally has how many there were. */
  readonly transactions: number;
  /** The path that a failure named: only that run is tried again. */
  readonly path?: string | undefined;
  /** Called after every run of blocks. */
  readonly onProgress?: ((tally: Tally) => void) | undefined;
}

/** A failure, made as small as possible. */
export interface FuzzFailure {
  readonly seed: number;
  readonly path: string;
  readonly way: Way;
  /** What was wrong. */
  readonly message: string;
  /** The blocks as NDJSON, as `npm start -- --source` reads them. */
  readonly blocks: string;
}

/** Transactions in one run of blocks: 1 to 12. */
const USUAL_RUN = 6;

/**
 * Fills the database with the world of the packed cases, and tries random transactions on it, live ones by the rules of each edition and
 * ones of the genesis range.
 *
 * @param client a connection to a migrated database without rows, made for this alone
 * @returns what became of the transactions, and the failure if there was one
 */
export async function fuzz(
  client: pg.Client,
  { seed, transactions, path, onProgress }: FuzzOptions,
): Promise<{ tally: Tally; failure: FuzzFailure | undefined }> {
  const corpus = readCorpus();
  await loadRows(client, await readTableShapes(client), corpus.world, "world.json");
  const checker = await BlockChecker.open(client);
  const ways = fc.record({
    door: fc.constantFrom<Door>("edge", "edge", "edge", "raw"),
    edition: fc.constantFrom<RecordedEdition>("2025", "2026"),
  });
  const property = fc.asyncProperty(blocksOf(corpus), ways, async (blocks, way) => {
    await checker.check(blocks, way);
    onProgress?.(checker.tally);
  });
  const result = await fc.check(property, {
    seed,
    numRuns: Math.ceil(transactions / USUAL_RUN),
    ...(path === undefined ? {} : { path, endOnFailure: true }),
  });
  if (!result.failed) return { tally: checker.tally, failure: undefined };
  const [blocks, way] = result.counterexample ?? [[], { door: "edge", edition: "2026" }];
  const failure = {
    seed,
    path: result.counterexamplePath ?? "",
    way,
    message: messageOf(result.errorInstance),
    blocks: asNdjson(blocks),
  };
  return { tally: checker.tally, failure };
}

function asNdjson(blocks: readonly RecordedBlock[]): string {
  return blocksAsNdjson(chainBlocks(blocks, { chainId: "em-fuzz", firstHeight: 1n }));
}

/** A failure for people: how to see it again, what was wrong, and the block. */
export function describeFuzzFailure({ seed, path, way, message, blocks }: FuzzFailure): string {
  return [
    `npm run fuzz -- --seed ${seed} --path ${path}`,
    `${message}`,
    `blocks, by the rules of ${way.edition}${way.door === "raw" ? ", given without what the edge adds" : ""}:`,
    blocks.length > 20_000 ? `${blocks.slice(0, 20_000)}… (${blocks.length} characters)` : blocks,
  ].join("\n");
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const detail: unknown = Object.getOwnPropertyDescriptor(error, "detail")?.value;
  return [error.message, ...(typeof detail === "string" ? [detail.slice(0, 2_000)] : [])].join("\n");
}
