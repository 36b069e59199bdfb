import { createWriteStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { create, toBinary, toJsonString } from "@bufbuild/protobuf";
import type pg from "pg";
import { Chain } from "../../src/devnet/chain.ts";
import { GenesisRange } from "../../src/devnet/genesis/range.ts";
import { type Block, BlockSchema } from "../../src/generated/core/v1/types_pb.ts";
import type { ConformanceStream, JsonText, RecordedBlock, RecordedEdition } from "../conformance/runner/case-format.ts";
import { chainBlocks } from "../conformance/runner/chain-blocks.ts";
import { startingRows, streamPlace } from "../conformance/runner/run-stream.ts";
import { loadRows } from "../conformance/runner/start-state.ts";
import { readTableShapes } from "../conformance/runner/table-shapes.ts";
import { replicate } from "./replicate.ts";

/** The loads by name, in the order in which they are measured. */
export const loadNames = ["mainnet", "genesis", "dense", "empty", "large"] as const;

export type LoadName = (typeof loadNames)[number];

/** Blocks to index, as files for the streamer, and what they must leave. Disposing of it removes the files. */
export interface Load extends AsyncDisposable {
  readonly name: LoadName;
  /** What it is, for people. */
  readonly description: string;
  /** The blocks as NDJSON, one core.v1.Block a line. */
  readonly file: string;
  /** The first block alone, without its transactions: what starting and ending take. */
  readonly startFile: string;
  readonly blocks: number;
  readonly transactions: number;
  readonly edition: RecordedEdition;
  /** Puts the rows on which the blocks build into a migrated, empty database. */
  readonly prepare: (client: pg.Client) => Promise<void>;
  /** How many rows a table must have at the end; tables that nothing is known of are left out. */
  readonly rows: ReadonlyMap<string, number>;
}

/** What a load is made of. */
export interface LoadSource extends Pick<Load, "name" | "description" | "edition" | "prepare"> {
  readonly blocks: Iterable<Block>;
  /** How many rows tables must have at the end, beside those of the raw transactions and blocks. */
  readonly rows?: ReadonlyMap<string, number>;
}

/**
 * What the devnet makes of its default mix, which is calibrated against a capture of mainnet: one or two transactions a block, most of
 * them plays.
 * @param blocks how many
 */
export function mainnetLoad(blocks: number): LoadSource {
  const chain = new Chain({ seed: "bench" });
  return {
    name: "mainnet",
    description: "the devnet's default mix: plays, storage proofs and a few changes, one or two transactions a block",
    edition: "2026",
    blocks: blocksOf(chain, blocks),
    prepare: nothing,
  };
}

/**
 * A genesis range: the state of a network, replayed in blocks of up to 10,000 transactions.
 * @param transactions how many
 */
export function genesisLoad(transactions: number): LoadSource {
  const chain = new Chain({ seed: "bench", genesis: new GenesisRange("bench", "devnet", transactions) });
  return {
    name: "genesis",
    description: "a genesis range in blocks of up to 10,000 transactions",
    edition: "2026",
    blocks: blocksOf(chain, chain.genesisHeight),
    prepare: nothing,
  };
}

/** As large as a block of the genesis range of the real chain may be. */
const largestBytes = 15_000_000;

/**
 * A genesis range in the largest blocks that there are, for what they take of memory: its metadata is filled up by a member that nobody reads.
 * @param blocks how many
 */
export function largeLoad(blocks: number): LoadSource {
  // The devnet cuts a smaller range into smaller blocks.
  const chain = new Chain({ seed: "bench", genesis: new GenesisRange("bench", "devnet", 100_000) });
  return {
    name: "large",
    description: "a genesis range in blocks of 10,000 transactions and 15 MB",
    edition: "2026",
    blocks: filledBlocks(blocksOf(chain, Math.min(blocks, chain.genesisHeight))),
    prepare: nothing,
  };
}

function* filledBlocks(blocks: Iterable<Block>): Generator<Block> {
  for (const block of blocks) {
    const migrations = block.transactions.flatMap(({ transaction }) =>
      transaction?.transaction.case === "manageEntityMigration" ? [transaction.transaction.value] : [],
    );
    const missing = largestBytes - toBinary(BlockSchema, block).length;
    const filler = "x".repeat(Math.max(0, Math.floor(missing / migrations.length)));
    for (const migration of migrations) {
      if (migration.metadata.startsWith('{"')) {
        migration.metadata = `{"filler":"${filler}",${migration.metadata.slice(1)}`;
      }
    }
    yield block;
  }
}

/**
 * Recorded changes of every kind in blocks of ten, all of them valid.
 * @param stream test/data/streams/mixed5k.json.br
 * @param copies how often they are repeated, each time with ids of their own
 */
export function denseLoad(stream: ConformanceStream, copies: number): LoadSource {
  const tables = [...stream.tables].filter(([table]) => table !== "blocks");
  return {
    name: "dense",
    description: `${copies} copies of ${stream.name} in blocks of ten`,
    edition: stream.edition,
    blocks: chainBlocks(replicate(blocksOfTen(stream.blocks), copies), streamPlace),
    prepare: async (client) => {
      const { rows, origin } = startingRows(stream);
      await loadRows(client, await readTableShapes(client), rows, origin);
    },
    rows: new Map(tables.map(([table, rows]) => [table, countOf(rows) * copies])),
  };
}

/**
 * Blocks without a transaction, as a quiet chain has them.
 * @param blocks how many
 */
export function emptyLoad(blocks: number): LoadSource {
  const chain = new Chain({ seed: "bench" });
  return {
    name: "empty",
    description: "blocks without a transaction",
    edition: "2026",
    blocks: emptyBlocksOf(chain, blocks),
    prepare: nothing,
  };
}

/** Writes the blocks of a load to files. */
export async function writeLoad({ blocks, rows, ...source }: LoadSource): Promise<Load> {
  const folder = await mkdtemp(join(tmpdir(), "em-apply-bench-"));
  const file = join(folder, "blocks.ndjson");
  const startFile = join(folder, "start.ndjson");
  const counted = { blocks: 0, transactions: 0, hashes: new Set<string>() };
  let first: Block | undefined;
  const lines = function* () {
    for (const block of blocks) {
      first ??= block;
      counted.blocks += 1;
      counted.transactions += block.transactions.length;
      for (const { hash } of block.transactions) {
        counted.hashes.add(hash);
      }
      yield lineOf(block);
    }
  };
  await pipeline(Readable.from(lines()), createWriteStream(file));
  await writeFile(startFile, first === undefined ? "" : lineOf(withoutTransactions(first)));
  return {
    ...source,
    file,
    startFile,
    blocks: counted.blocks,
    transactions: counted.transactions,
    rows: new Map([
      ["etl_blocks", counted.blocks],
      ["core_indexed_blocks", counted.blocks],
      ["etl_transactions", counted.hashes.size],
      ...(rows ?? []),
    ]),
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true });
    },
  };
}

function* blocksOf(chain: Chain, last: number): Generator<Block> {
  for (let height = 1; height <= last; height += 1) {
    yield chain.block(height);
  }
}

function* emptyBlocksOf(chain: Chain, last: number): Generator<Block> {
  for (const block of blocksOf(chain, last)) {
    yield withoutTransactions(block);
  }
}

function withoutTransactions(block: Block): Block {
  return create(BlockSchema, { ...block, transactions: [] });
}

function lineOf(block: Block): string {
  return `${toJsonString(BlockSchema, block)}\n`;
}

const transactionsABlock = 10;

/** Fills blocks up to ten transactions from those behind them; each takes time and hash of the block of its first. */
function blocksOfTen(blocks: readonly RecordedBlock[]): RecordedBlock[] {
  const transactions = blocks.flatMap((block) => block.txs.map((transaction) => ({ block, transaction })));
  const filled: RecordedBlock[] = [];
  for (let at = 0; at < transactions.length; at += transactionsABlock) {
    const together = transactions.slice(at, at + transactionsABlock);
    const [first] = together;
    if (first === undefined) {
      continue;
    }
    const number = (blocks[0]?.number ?? 0) + filled.length;
    const hash = filled.at(-1)?.hash === first.block.hash ? `${first.block.hash}${filled.length}` : first.block.hash;
    filled.push({ ...first.block, hash, number, txs: together.map(({ transaction }) => transaction) });
  }
  return filled;
}

function countOf(rows: JsonText): number {
  const parsed: unknown = JSON.parse(rows);
  return Array.isArray(parsed) ? parsed.length : 0;
}

async function nothing(): Promise<void> {
  // The chain begins with empty tables.
}
