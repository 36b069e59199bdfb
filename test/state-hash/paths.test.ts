/** The state hash is the same whatever way the blocks took. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Chain } from "../../src/devnet/chain.ts";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { exportBlocks } from "../../src/devnet/export.ts";
import { GenesisRange } from "../../src/devnet/genesis/range.ts";
import { blockJson } from "../../src/edge/block.ts";
import { signatures } from "../conformance/runner/signatures.ts";
import { runCommand, startCommand } from "../streamer/command.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

const lastHeight = 100;

const chain = () => new Chain({ seed: "paths", mix: "dense", genesis: new GenesisRange("paths", "devnet", 200) });

let folder: string;
let file: string;
let devnet: Devnet;
let byHand: TestDatabase;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "em-state-hash-"));
  file = join(folder, "blocks.ndjson");
  await exportBlocks(chain(), lastHeight, file);
  devnet = await startDevnet({
    seed: "paths",
    blocks: lastHeight,
    blocksPerSecond: 0,
    mix: "dense",
    genesis: new GenesisRange("paths", "devnet", 200),
  });
  byHand = await newDatabase();
});
afterAll(async () => {
  await devnet.stop();
  for (const database of databases) {
    await database.drop();
  }
  await rm(folder, { recursive: true });
});

async function newDatabase(): Promise<TestDatabase> {
  const database = await freshDatabase();
  databases.push(database);
  return database;
}

const flags = ["--state-hash", "on", "--end", `${lastHeight}`, "--refresh-views", "off"];

async function hashes({ client }: TestDatabase): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    "select format('%s %s %s', height, row_count, encode(hash, 'hex')) as line from em.state_hashes order by number",
  );
  return rows.map(({ line }) => line);
}

it("by em_apply alone, from a session with other settings", async () => {
  await byHand.client.query("insert into em.settings (name, value) values ('state_hash', 'on')");
  await byHand.client.query("set timezone = 'Asia/Kathmandu'");
  await byHand.client.query("set datestyle = 'German'");
  await byHand.client.query("set bytea_output = 'escape'");
  await byHand.client.query("set extra_float_digits = -10");
  const blocks = chain();
  for (let height = 1; height <= lastHeight; height += 1) {
    await byHand.client.query("select em_apply($1)", [blockJson(blocks.block(height), signatures)]);
  }
  expect(await hashes(byHand)).toHaveLength(lastHeight);
});

it.each([
  { path: "many blocks a commit, from a file", words: () => ["--source", file] },
  { path: "one block a commit, from a file", words: () => ["--source", file, "--blocks-per-commit", "1"] },
  {
    path: "from a node, with counts and notifications by triggers",
    words: () => ["--rpc", devnet.url, "--aggregates", "always"],
  },
])("by the streamer: $path", async ({ words }) => {
  const database = await newDatabase();
  await runCommand([...words(), ...flags], { environment: { DATABASE_URL: database.url } });
  expect(await hashes(database)).toEqual(await hashes(byHand));
});

it("by a streamer that is killed with SIGKILL and goes on, without being told again", async () => {
  const database = await newDatabase();
  const environment = { DATABASE_URL: database.url };
  await runCommand([...flags, "--source", file, "--end", "1"], { environment });
  for (const target of [35, 65]) {
    const command = startCommand(
      ["--source", file, "--end", `${lastHeight}`, "--blocks-per-commit", "3", "--refresh-views", "off"],
      environment,
    );
    while ((await hashes(database)).length < target && command.process.exitCode === null) {
      await delay(2);
    }
    command.process.kill("SIGKILL");
    await command.end();
  }
  await runCommand(["--source", file, "--end", `${lastHeight}`], { environment });
  expect(await hashes(database)).toEqual(await hashes(byHand));
});

it("is dropped where it is switched off, and begins again where blocks were applied without it", async () => {
  const database = await newDatabase();
  const environment = { DATABASE_URL: database.url };
  const upTo = (height: number) => ["--source", file, "--end", `${height}`, "--refresh-views", "off"];
  await runCommand([...upTo(20), "--state-hash", "on"], { environment });
  expect(await hashes(database)).toHaveLength(20);
  expect(await runCommand([...upTo(21), "--state-hash", "off"], { environment })).toContain(
    "state hash off: the hashes of 20 blocks are dropped",
  );
  expect(await hashes(database)).toEqual([]);
  await runCommand([...upTo(30), "--state-hash", "on"], { environment });
  expect((await hashes(database)).map((line) => Number(line.split(" ")[0]))).toEqual([
    22, 23, 24, 25, 26, 27, 28, 29, 30,
  ]);
  // As an indexer of an earlier version leaves it.
  await database.client.query("delete from em.state_hashes where height > 25");
  expect(await runCommand(upTo(32), { environment })).toContain(
    "blocks were applied without a state hash after block 25: it is dropped and begins again with the next block",
  );
  expect((await hashes(database)).map((line) => Number(line.split(" ")[0]))).toEqual([31, 32]);
});
