/** A pooler that shares sessions out takes our lock and our settings away; it is refused before anything is written. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "../../src/database/connect.ts";
import { runCommand } from "../streamer/command.ts";
import { run } from "../support/command.ts";
import { blankDatabase, type TestDatabase } from "../support/database.ts";
import { startPooler } from "../support/pooler.ts";

let database: TestDatabase;

beforeEach(async () => {
  database = await blankDatabase();
});

afterEach(async () => {
  await database.drop();
});

async function tables(): Promise<number> {
  const { rowCount } = await database.client.query("select from pg_tables where schemaname in ('public', 'em')");
  return rowCount ?? 0;
}

const refused = /is a pooler that shares its sessions out by transaction or by statement.*pool_mode = session/;

test("npm start and npm run migrate refuse it with 78, and nothing is made", async () => {
  await using pooler = await startPooler(database.url, "turns");
  const log = await runCommand(["--end", "5"], { environment: { DATABASE_URL: pooler.url }, code: 78 });
  expect(log).toMatch(refused);
  expect(log).toMatch(/statements of one connection ran in \d sessions of the server/);
  const { code, errors } = await run("migrate", pooler.url);
  expect(code, errors).toBe(78);
  expect(errors).toMatch(refused);
  expect(await tables()).toBe(0);
});

test("a pool of one session is noticed by a second connection", async () => {
  await using pooler = await startPooler(database.url, "first");
  const connecting = connect(pooler.url, { applicationName: "em-apply test", alone: true });
  await expect(connecting).rejects.toMatchObject({ exitCode: 78, message: expect.stringMatching(refused) });
  await expect(connecting).rejects.toThrow(/two connections at once ran in the same session of the server/);
});

test("a session of our own is taken", async () => {
  const client = await connect(database.url, { applicationName: "em-apply test", alone: true });
  await client.end();
});
