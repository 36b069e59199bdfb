/**
 * A devnet indexed with the triggers on from the first block, and indexed without and then rebuilt: all counts right, and equal.
 * EM_AGGREGATES_BLOCKS makes it longer.
 */
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { type Command, runCommand, startCommand } from "../streamer/command.ts";
import { tableDifferences } from "../streamer/tables.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { aggregateRows, wrongCounts } from "./recounts.ts";

const blocks = Number(process.env.EM_AGGREGATES_BLOCKS ?? 250);

let devnet: Devnet;
let withTriggers: TestDatabase;
let rebuilt: TestDatabase;

beforeAll(async () => {
  devnet = await startDevnet({ seed: "aggregates", blocks, blocksPerSecond: 0, mix: "dense" });
  withTriggers = await freshDatabase();
  rebuilt = await freshDatabase();
}, 600_000);
afterAll(async () => {
  await devnet.stop();
  await withTriggers.drop();
  await rebuilt.drop();
});

async function index(database: TestDatabase, when: string): Promise<{ log: string; seconds: number }> {
  const begun = performance.now();
  const log = await runCommand(["--rpc", devnet.url, "--end", String(blocks), "--aggregates", when], {
    environment: { DATABASE_URL: database.url },
  });
  return { log, seconds: (performance.now() - begun) / 1000 };
}

describe("a devnet", () => {
  it("has right counts by the triggers, and by a rebuild at its head the same", { timeout: 3_600_000 }, async () => {
    const always = await index(withTriggers, "always");
    expect(await wrongCounts(withTriggers.client)).toEqual([]);
    const atHead = await index(rebuilt, "head");
    expect(atHead.log).toContain("the aggregates are current");
    expect(await wrongCounts(rebuilt.client)).toEqual([]);
    const rows = await aggregateRows(rebuilt.client);
    expect(tableDifferences(await aggregateRows(withTriggers.client), rows)).toEqual([]);
    expect(rows.get("milestones")?.length).toBeGreaterThan(5);
    expect(rows.get("aggregate_user")?.length).toBeGreaterThan(20);
    if (process.env.EM_AGGREGATES_BLOCKS !== undefined) {
      console.log(
        `${blocks} blocks: ${always.seconds.toFixed(1)} s with triggers, ${atHead.seconds.toFixed(1)} s with a rebuild`,
      );
    }
  });

  it("that is being rebuilt is not ready, and says what is under way", async () => {
    const database = await freshDatabase();
    const { client } = database;
    // Somebody else's transaction keeps the rebuild waiting for a moment.
    await client.query("begin; lock table milestones in row exclusive mode");
    const flags = ["--rpc", devnet.url, "--end", "20", "--aggregates", "always", "--http-port", "0"];
    const command = startCommand(flags, { DATABASE_URL: database.url });
    try {
      const url = await portOf(command);
      const answer = await fetch(`${url}/ready`);
      expect(answer.status).toBe(503);
      expect(await answer.text()).toMatch(
        /"reason":"the indexer has been rebuilding the aggregates for \d+ s; no block is applied meanwhile"/,
      );
      await client.query("rollback");
      expect((await command.end()).code, command.log()).toBe(0);
    } finally {
      command.process.kill();
      await database.drop();
    }
  });
});

async function portOf(command: Command): Promise<string> {
  for (;;) {
    const url = /are at (http:[^"]*)/.exec(command.log())?.[1];
    if (url !== undefined) {
      return url;
    }
    await delay(20);
  }
}
