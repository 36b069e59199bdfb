import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect } from "../../src/database/connect.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { runCommand, startCommand } from "./command.ts";
import { exportedDevnet } from "./exported-devnet.ts";
import { tableContents, tableDifferences } from "./tables.ts";

const blocks = 60;
let file: Awaited<ReturnType<typeof exportedDevnet>>;
let undisturbed: TestDatabase;
let database: TestDatabase;
let other: pg.Client;

beforeAll(async () => {
  file = await exportedDevnet({ blocks });
  undisturbed = await freshDatabase();
  await runCommand(["--source", file.path, "--database", undisturbed.url]);
});

afterAll(async () => {
  await undisturbed.drop();
  await file.remove();
});

beforeEach(async () => {
  database = await freshDatabase();
  other = await connect(database.url, { applicationName: "job of the API" });
  // Of the two that wait for each other, the indexer shall be the one who is ended.
  await other.query("set deadlock_timeout = '1min'");
});

afterEach(async () => {
  await other.end();
  await database.drop();
});

/** Waits until the indexer waits for a lock. */
async function indexerWaits(): Promise<void> {
  const waiting =
    "select from pg_stat_activity where datname = current_database() and application_name like 'em-apply indexer%' and wait_event_type = 'Lock'";
  while ((await database.client.query(waiting)).rows.length === 0) {
    await delay(5);
  }
}

describe("a deadlock with another session", () => {
  test("is rolled back and applied again in the same process", async () => {
    await other.query("begin; lock table etl_blocks in share mode");
    const command = startCommand(["--source", file.path, "--database", database.url]);
    await indexerWaits();
    await other.query("lock table core_indexed_blocks in share mode");
    await other.query("rollback");
    expect((await command.end()).code, command.log()).toBe(0);
    expect(command.log()).toMatch(
      /failed, for another session was in the way: .*deadlock detected.*trying again \(1 of 10\)/,
    );
    expect(tableDifferences(await tableContents(undisturbed.client), await tableContents(database.client))).toEqual([]);
  });
});
