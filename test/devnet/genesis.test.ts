import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { GenesisRange } from "../../src/devnet/genesis/range.ts";
import { runCommand } from "../streamer/command.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { expectedTables } from "./oracle/oracle.ts";
import { sourceDifferences } from "./source-tables.ts";
import { rawTableDifferences, tableDifferences } from "./table-differences.ts";

/** EM_GENESIS_TRANSACTIONS=100000 npx vitest run test/devnet/genesis.test.ts replays more than npm test does. */
const transactions = Number(process.env.EM_GENESIS_TRANSACTIONS ?? 3000);
const liveBlocks = 200;

describe(`a chain that begins with a genesis range of ${transactions} transactions`, () => {
  let devnet: Devnet;
  let range: GenesisRange;
  let database: TestDatabase;

  beforeAll(async () => {
    range = new GenesisRange("genesis", "devnet", transactions);
    devnet = await startDevnet({ seed: "genesis", genesis: range, blocks: liveBlocks, blocksPerSecond: 0 });
    database = await freshDatabase();
  }, 600_000);

  afterAll(async () => {
    await devnet.stop();
    await database.drop();
  });

  const indexTo = (height: number) =>
    runCommand(["--rpc", devnet.url, "--end", String(height)], { environment: { DATABASE_URL: database.url } });

  it("ends with the source state, in every table and column that it carries", { timeout: 3_600_000 }, async () => {
    await indexTo(range.lastHeight);
    expect(await sourceDifferences(database.client, range.state)).toEqual([]);
    expect(await tableDifferences(database.client, expectedTables(devnet.chain, range.lastHeight))).toEqual([]);
    expect(await rawTableDifferences(database.client, expectedTables(devnet.chain, range.lastHeight))).toEqual([]);
  });

  it.each([
    "update follows set is_delete = not is_delete where ctid = (select min(ctid) from follows)",
    "update tracks set bpm = coalesce(bpm, 0) + 0.25 where ctid = (select min(ctid) from tracks)",
    "delete from playlist_tracks where ctid = (select min(ctid) from playlist_tracks where is_removed)",
    "insert into plays (user_id, play_item_id, city, region, country) values (1, 1, '', '', '')",
  ])("would notice a single row that is otherwise: %s", async (change) => {
    await database.client.query("begin");
    await database.client.query(change);
    expect((await sourceDifferences(database.client, range.state)).length).toBeGreaterThan(0);
    await database.client.query("rollback");
  });

  it("goes on with live blocks about the same users and tracks", { timeout: 600_000 }, async () => {
    const height = range.lastHeight + liveBlocks;
    await indexTo(height);
    expect(await tableDifferences(database.client, expectedTables(devnet.chain, height))).toEqual([]);
    expect(await rawTableDifferences(database.client, expectedTables(devnet.chain, height))).toEqual([]);
  });
});
