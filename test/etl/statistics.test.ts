import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { autovacuumWarnings } from "../../src/database/autovacuum.ts";
import { connect } from "../../src/database/connect.ts";
import { lockSpace, locks } from "../../src/database/locks.ts";
import { createLog } from "../../src/log.ts";
import { statistics } from "../../src/streamer/background/statistics.ts";
import { waits } from "../../src/streamer/background/waits.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
const lines: string[] = [];
const log = createLog({ level: "info", write: (line) => lines.push(line) });
const never = new AbortController().signal;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const addPlays = (count: number) =>
  database.client.query("insert into plays (play_item_id) select 1 from generate_series(1, $1)", [count]);

describe("the planner's statistics", () => {
  it("are renewed where a table has doubled, and at the head where it has grown by a tenth", async () => {
    let isCaughtUp = false;
    const task = statistics(() => isCaughtUp, log);
    const analyzed = async () => {
      lines.length = 0;
      await task.run(database.client, never);
      return lines.some((line) => line.includes("analyzed plays"));
    };
    await addPlays(10);
    expect(await analyzed()).toBe(false);
    await addPlays(10_000);
    expect(await analyzed()).toBe(true);
    expect(await analyzed()).toBe(false);
    await addPlays(2_000);
    expect(await analyzed()).toBe(false);
    isCaughtUp = true;
    expect(await analyzed()).toBe(true);
    await addPlays(2_000);
    expect(await analyzed()).toBe(false);
  });
});

describe("a wait", () => {
  it("names whom the indexer waits for", async () => {
    const indexer = await connect(database.url, { applicationName: "em-apply indexer" });
    const job = await connect(database.url, { applicationName: "a job of the API" });
    await indexer.query("select pg_advisory_lock($1, $2)", [lockSpace, locks.indexer]);
    await job.query("begin");
    await job.query("lock table milestones /* reconcile */");
    await indexer.query("set lock_timeout = '3s'");
    const waiting = indexer
      .query("insert into milestones values (1, 'x', 1, null, null, now())")
      .catch(() => undefined);
    lines.length = 0;
    const task = waits(() => ({ height: 7, milliseconds: 6_000 }), log);
    expect(task.isDue?.()).toBe(true);
    while (lines.length === 0) {
      await task.run(database.client, never);
    }
    expect(lines[0]).toMatch(
      /the commit that begins with block 7 has been under way for 6 s, and waits for session \d+ \(a job of the API.*, in a transaction since .*\): lock table milestones/,
    );
    await job.end();
    await waiting;
    await indexer.end();
  });

  it("is not looked for while commits are short", () => {
    expect(waits(() => ({ height: 7, milliseconds: 20 }), log).isDue?.()).toBe(false);
    expect(waits(() => undefined, log).isDue?.()).toBe(false);
  });
});

describe("doctor", () => {
  it("warns where autovacuum is off for a table", async () => {
    // The tests' own server may have it off altogether.
    const before = await autovacuumWarnings(database.client);
    await database.client.query("alter table plays set (autovacuum_enabled = off)");
    expect(await autovacuumWarnings(database.client)).toEqual([
      ...before,
      "autovacuum is off for plays: alter table … reset (autovacuum_enabled)",
    ]);
  });
});
