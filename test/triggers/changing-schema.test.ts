/** The indexer goes on, in one process, while the API's own migrations change the tables beneath it. */
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { type Command, runCommand, startCommand } from "../streamer/command.ts";
import { tableContents, tableDifferences } from "../streamer/tables.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { installTriggers, wrongCounts } from "../support/triggers.ts";

/** What the API does between two blocks, each as one of its migrations. */
const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: "blocks.is_current goes", sql: "alter table blocks drop column is_current" },
  {
    name: "columns appear",
    sql: `
      alter table users add column coin_badge text;
      alter table tracks add column lyrics text not null default '';
      alter table playlists add column mood text;
      alter table comments add column pinned boolean not null default false;
      alter table follows add column source text;
      alter table notification add column channel text`,
  },
  {
    name: "types become others",
    sql: `
      alter table notification alter column id type integer;
      alter table plays alter column slot type bigint;
      alter table etl_transactions alter column tx_hash type varchar`,
  },
  { name: "a constraint appears", sql: "alter table saves add constraint saves_of_somebody check (user_id > 0)" },
  {
    name: "columns go again",
    sql: `
      alter table users drop column coin_badge;
      alter table tracks drop column lyrics`,
  },
];

const blocksEach = 10;
const last = blocksEach * (migrations.length + 2);
const leftOut = ["is_current", "coin_badge", "lyrics", "mood", "pinned", "source", "channel"];

let devnet: Devnet;
let undisturbed: TestDatabase;
let database: TestDatabase;

beforeAll(async () => {
  devnet = await startDevnet({ seed: 7, blocks: blocksEach, blocksPerSecond: 0, mix: "dense" });
  undisturbed = await freshDatabase();
  database = await freshDatabase();
  await installTriggers(undisturbed.client, "B");
  // The triggers of 2026 appear under the running indexer; until then those of 2025 are there, which edition 2025 fits.
  await installTriggers(database.client, "A");
});

afterAll(async () => {
  await devnet.stop();
  await undisturbed.drop();
  await database.drop();
});

async function reaches(command: Command, height: number): Promise<void> {
  for (;;) {
    const { rows } = await database.client.query<{ height: number | null }>(
      "select max(height) as height from core_indexed_blocks",
    );
    if (rows[0]?.height === height) {
      return;
    }
    if (command.process.exitCode !== null) {
      throw new Error(`ended before block ${height}:\n${command.log()}`);
    }
    await delay(20);
  }
}

test("blocks go on being applied, and the tables are those of an undisturbed run", async () => {
  const rules = `2025,2026@${blocksEach + 1}`;
  const flags = ["--rpc", devnet.url, "--end", `${last}`, "--rules", rules, "--sync-validators", "off"];
  const command = startCommand(flags, { DATABASE_URL: database.url });
  await reaches(command, blocksEach);
  await installTriggers(database.client, "B");
  devnet.advance(blocksEach);
  for (const [index, { sql }] of migrations.entries()) {
    await reaches(command, blocksEach * (index + 2));
    await database.client.query(sql);
    devnet.advance(blocksEach);
  }
  expect((await command.end()).code, command.log()).toBe(0);
  expect(await wrongCounts(database.client)).toEqual([]);

  await runCommand(flags, { environment: { DATABASE_URL: undisturbed.url } });
  const ignored = ["notification", "aggregate_user", "aggregate_track", "aggregate_playlist", "milestones"];
  const tables = async (of: TestDatabase) => {
    const contents = await tableContents(of.client, leftOut);
    return new Map(
      [...contents].filter(([name]) => !ignored.some((table) => name === `public.${table}` || name === table)),
    );
  };
  expect(tableDifferences(await tables(undisturbed), await tables(database))).toEqual([]);
});
