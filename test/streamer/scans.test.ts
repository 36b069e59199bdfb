/** No statement of the streamer reads a whole table or a whole index, whatever plans it made while the tables were empty. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { startDevnet } from "../../src/devnet/devnet.ts";
import { denseLoad, writeLoad } from "../bench/load.ts";
import { parseStream } from "../conformance/runner/case-format.ts";
import { readRecordingText } from "../conformance/runner/recording-files.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { runCommand } from "./command.ts";

let database: TestDatabase;

beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  await database.drop();
});

/** An SLA rollup counts the transactions of its range of heights. */
const countsRanges = "etl_transactions_block_height%";

/** What reads whole tables, and is meant to. */
const withoutFullReads = ["--refresh-views", "off", "--aggregates", "off"];

/**
 * A look-up reads a few rows of an index: those with its key, and versions of them that are dead. That of a playlist's tracks counts as one,
 * and reads one for each of some forty.
 */
const mostRowsALook = 60;

test("a chain is indexed by look-ups alone", async () => {
  const devnet = await startDevnet({ seed: "scans", blocks: 600, blocksPerSecond: 0 });
  try {
    await index(["--rpc", devnet.url, "--end", "600"]);
  } finally {
    await devnet.stop();
  }
  await expectLookUpsAlone();
});

test("the edition of 2025 is indexed by look-ups alone", async () => {
  const recording = "test/data/streams/mixed5k.json.br";
  const stream = parseStream(readRecordingText(recording), recording);
  await using load = await writeLoad(denseLoad({ ...stream, blocks: stream.blocks.slice(0, 200) }, 1));
  await load.prepare(database.client);
  await index(["--source", load.file, "--rules", load.edition]);
  await expectLookUpsAlone();
});

async function index(flags: readonly string[]): Promise<void> {
  await runCommand([...flags, ...withoutFullReads], { environment: { DATABASE_URL: database.url } });
}

async function expectLookUpsAlone(): Promise<void> {
  const tables = await database.client.query<{ line: string }>(`
    select format('%s: %s rows in %s scans', relname, seq_tup_read, seq_scan) as line
    from pg_stat_user_tables
    where schemaname in ('public', 'em')
      and relname not in ('migrations', 'procedures', 'settings', 'rules', 'aggregates', 'writer')
      and seq_tup_read > 0`);
  expect(tables.rows.map(({ line }) => line)).toEqual([]);
  const indexes = await database.client.query<{ line: string }>(
    `select format('%s: %s rows in %s looks', indexrelname, idx_tup_read, idx_scan) as line
     from pg_stat_user_indexes
     where indexrelname not like $1 and idx_tup_read > $2 * idx_scan`,
    [countsRanges, mostRowsALook],
  );
  expect(indexes.rows.map(({ line }) => line)).toEqual([]);
  // Without numbers the lists above would be empty for another reason.
  const { rows } = await database.client.query<{ looks: number }>(
    "select sum(idx_scan)::integer as looks from pg_stat_user_indexes",
  );
  expect(rows[0]?.looks).toBeGreaterThan(1_000);
}
