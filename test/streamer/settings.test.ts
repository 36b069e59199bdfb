import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { keepSettings } from "../../src/streamer/setup/settings.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(async () => {
  await database.drop();
});

async function kept(config: Partial<Parameters<typeof keepSettings>[1]>): Promise<string[]> {
  const lines: string[] = [];
  const log = createLog({ level: "info", forPeople: false, write: (line) => lines.push(line) });
  const nothing = { types: undefined, verifiedAddress: undefined, scheduledReleases: undefined };
  await keepSettings(database.client, { ...nothing, ...config }, log);
  return lines.map((line) => /setting in force: ([^"]*)/.exec(line)?.[1] ?? line);
}

test("settings of the rules are kept in the database until they are set anew", async () => {
  const address = "0x1111111111111111111111111111111111111111";
  expect(await kept({})).toEqual([]);
  expect(await kept({ types: "User,Track" })).toEqual(["entity_types = User,Track"]);
  expect(await kept({ verifiedAddress: address })).toEqual([
    "entity_types = User,Track",
    `verified_address = ${address}`,
  ]);
  expect(await kept({})).toHaveLength(2);
  expect(await kept({ types: "all", scheduledReleases: "off" })).toEqual([
    "scheduled_releases = off",
    `verified_address = ${address}`,
  ]);
  expect(await kept({ scheduledReleases: "on" })).toEqual(["scheduled_releases = on", `verified_address = ${address}`]);
});
