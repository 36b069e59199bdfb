import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDevnet } from "../../src/devnet/devnet.ts";
import { freshDatabase } from "../support/database.ts";
import { runCommand } from "./command.ts";
import { chainOfStories, playStory } from "./story.ts";
import { orderedColumns, tableContents, tableDifferences } from "./tables.ts";

/** Seeds whose stories once ended with other tables; they are played for ever. */
const keptSeeds: readonly number[] = [];

/** EM_SIMULATION_SEEDS=200 npx vitest run test/streamer/simulation.test.ts plays more than npm test does. */
const seeds = Number(process.env.EM_SIMULATION_SEEDS ?? 20);
const firstSeed = Number(process.env.EM_SIMULATION_FIRST_SEED ?? 1);

let expected: Map<string, readonly string[]>;
let expectedInAnyOrder: Map<string, readonly string[]>;

beforeAll(async () => {
  const devnet = await startDevnet({
    seed: chainOfStories.seed,
    blocks: chainOfStories.lastHeight,
    blocksPerSecond: 0,
    mix: "dense",
  });
  const undisturbed = await freshDatabase();
  try {
    // The counts begin at the end of a run of the command, and stories run without it.
    await runCommand(["--rpc", devnet.url, "--end", `${chainOfStories.lastHeight}`, "--aggregates", "off"], {
      environment: { DATABASE_URL: undisturbed.url },
    });
    expected = await tableContents(undisturbed.client);
    expectedInAnyOrder = await tableContents(undisturbed.client, orderedColumns);
  } finally {
    await devnet.stop();
    await undisturbed.drop();
  }
});

const endings = new Map<string, number>();
afterAll(() => {
  const counted = [...endings].sort(([, one], [, other]) => other - one).map(([end, count]) => `${count} × ${end}`);
  console.log(`starts of the stories ended so:\n${counted.join("\n")}`);
});

describe("whatever happens to node, database and process, the tables are those of an undisturbed run", () => {
  const played = [...keptSeeds, ...Array.from({ length: seeds }, (_, index) => firstSeed + index)];
  test.each(played)("story %d", async (seed) => {
    const database = await freshDatabase();
    try {
      const { ends, orderChanges } = await playStory(seed, database);
      for (const end of ends) {
        const kind = end
          .replace(/\d+/g, "N")
          .replace(/http:\/\/[\d.:N]+/g, "URL")
          .slice(0, 110);
        endings.set(kind, (endings.get(kind) ?? 0) + 1);
      }
      const differences = orderChanges
        ? tableDifferences(expectedInAnyOrder, await tableContents(database.client, orderedColumns))
        : tableDifferences(expected, await tableContents(database.client));
      expect(differences).toEqual([]);
    } finally {
      await database.drop();
    }
  });
});
