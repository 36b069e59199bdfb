import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { runCommand } from "../streamer/command.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { tableDifferences } from "./table-differences.ts";

/** Beyond the first epoch, so that the founders meet users of a later one. */
const lastHeight = 1050;

describe("an indexed devnet", () => {
  let devnet: Devnet;
  let database: TestDatabase;
  beforeAll(async () => {
    devnet = await startDevnet({ seed: "tables", blocks: lastHeight, blocksPerSecond: 0, traffic: "spine" });
    database = await freshDatabase();
  });
  afterAll(async () => {
    await devnet.stop();
    await database.drop();
  });

  it("leaves in the tables what its generator says: users, tracks, social actions, and every refusal", async () => {
    await runCommand(["--rpc", devnet.url, "--end", String(lastHeight)], {
      environment: { DATABASE_URL: database.url },
    });
    expect(await tableDifferences(database.client, devnet.expected(lastHeight))).toEqual([]);
  });
});
