import { describe, expect, it } from "vitest";
import { startDevnet } from "../../src/devnet/devnet.ts";
import { runCommand } from "../streamer/command.ts";
import { freshDatabase } from "../support/database.ts";
import { tableDifferences } from "./table-differences.ts";

/** Beyond the first epoch, so that the founders meet users of a later one. */
const lastHeight = 1050;

describe("an indexed devnet leaves in the tables what its generator says", () => {
  it.each([
    ["spine", "dense"],
    ["all", "dense"],
    ["all", "network"],
  ] as const)(
    "rows, counts and every refusal, of %s traffic in the %s mix",
    { timeout: 600_000 },
    async (traffic, mix) => {
      const devnet = await startDevnet({ seed: "tables", blocks: lastHeight, blocksPerSecond: 0, traffic, mix });
      const database = await freshDatabase();
      try {
        await runCommand(["--rpc", devnet.url, "--end", String(lastHeight)], {
          environment: { DATABASE_URL: database.url },
        });
        expect(await tableDifferences(database.client, devnet.expected(lastHeight))).toEqual([]);
      } finally {
        await devnet.stop();
        await database.drop();
      }
    },
  );
});
