/**
 * What production's triggers count, after blocks of the devnet: what its follows, saves, reposts, shares, tracks and plays say.
 * EM_TRIGGER_BLOCKS says how many blocks; 1000 is the run that is worth its minutes.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../streamer/command.ts";
import { exportedDevnet } from "../streamer/exported-devnet.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { type Generation, installTriggers, recount, wrongCounts } from "../support/triggers.ts";

const blocks = Number(process.env.EM_TRIGGER_BLOCKS ?? 120);

let file: Awaited<ReturnType<typeof exportedDevnet>>;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  file = await exportedDevnet({ blocks });
});

afterAll(async () => {
  for (const database of databases) {
    await database.drop();
  }
  await file.remove();
});

async function withTriggers(generation: Generation): Promise<TestDatabase> {
  const database = await freshDatabase();
  databases.push(database);
  await installTriggers(database.client, generation);
  return database;
}

const index = (database: TestDatabase, ...flags: string[]) =>
  runCommand(["--source", file.path, "--database", database.url, ...flags]);

describe(`after ${blocks} blocks`, () => {
  test.each<[edition: string, generation: Generation]>([
    ["2025", "A"],
    ["2026", "B"],
  ])("of edition %s, triggers of generation %s have counted right", async (edition, generation) => {
    const database = await withTriggers(generation);
    await index(database, "--rules", edition);
    expect(await wrongCounts(database.client)).toEqual([]);
    // They had something to count.
    const counted = await recount(database.client);
    expect(Object.entries(counted).filter(([, { rows }]) => rows === 0)).toEqual([]);
  });

  test("triggers of the other generation have not: edition 2026 with those of 2025", async () => {
    const database = await withTriggers("A");
    await index(database, "--rules", "2026");
    expect((await wrongCounts(database.client)).map((line) => line.split(":")[0])).toEqual(
      expect.arrayContaining(["follower_count", "following_count"]),
    );
  });

  test("triggers that the API's migrate job replaces between two blocks have counted right on both sides", async () => {
    const database = await withTriggers("A");
    const half = Math.floor(blocks / 2);
    await index(database, "--rules", `2025,2026@${half + 1}`, "--end", `${half}`);
    expect(await wrongCounts(database.client)).toEqual([]);
    await installTriggers(database.client, "B");
    await index(database);
    expect(await wrongCounts(database.client)).toEqual([]);
  });
});
