/** A pooler that shares sessions out takes our lock and our settings away; it is refused before anything is written. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "../../src/database/connect.ts";
import { runCommand } from "../streamer/command.ts";
import { run } from "../support/command.ts";
import { blankDatabase, type TestDatabase } from "../support/database.ts";
import { startPooler, startSessionPool } from "../support/pooler.ts";

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

test("a pool in session mode with one session is taken; whoever comes meanwhile waits, then ends with 75 in a sentence", async () => {
  await using pooler = await startSessionPool(database.url, 1);
  const options = { applicationName: "em-apply test", alone: true, withinMilliseconds: 500 };
  const client = await connect(pooler.url, options);
  const second = connect(pooler.url, options);
  await expect(second).rejects.toMatchObject({ exitCode: 75 });
  await expect(second).rejects.toThrow(
    /lets us in, but has not answered for 0.5 s\. Where it is a pooler, its pool has no session left/,
  );
  await client.end();
  const next = await connect(pooler.url, options);
  await next.end();
});

test("a statement that the server works on is waited for, though the pool has no session left to ask about it", async () => {
  await using pooler = await startSessionPool(database.url, 1);
  const options = { applicationName: "em-apply test", silenceMilliseconds: 200, withinMilliseconds: 300 };
  const client = await connect(pooler.url, options);
  const { rows } = await client.query("select 'done' as answer from pg_sleep(2)");
  expect(rows).toEqual([{ answer: "done" }]);
  await client.end();
});
