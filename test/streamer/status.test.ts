import { afterAll, beforeAll, expect, test } from "vitest";
import { locks, tryLock } from "../../src/database/locks.ts";
import { indexStatus } from "../../src/streamer/monitoring/status.ts";
import { applyBlock } from "../etl/blocks.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(async () => {
  await database.drop();
});

test("the status of a database without a block", async () => {
  expect(await indexStatus(database.client)).toEqual({
    chainId: null,
    height: null,
    time: null,
    emBlock: null,
    rules: [],
    rejections: [],
    rejectionsWithin: 1000,
    indexer: null,
  });
});

test("the status names chain, block, rejections and who indexes", async () => {
  for (const [chainId, height] of [
    ["old", 900],
    ["new", 1],
  ] as const) {
    await applyBlock(database.client, height, [], { chainId, timestamp: "2026-01-01T00:00:00Z" });
  }
  await database.client.query(`
    insert into em.chain_rollovers (old_chain_id, new_chain_id, last_height, first_height, noticed_at)
    values ('old', 'new', 900, 1, now());
    insert into em_rejections (chain_id, block_height, tx_index, tx_hash, handler, code, reason)
    values ('new', 1, 0, 'a', 'follow', 'own_user', ''), ('new', 1, 1, 'b', 'follow', 'own_user', ''),
      ('old', 900, 0, 'c', 'save', 'target_missing', '')`);
  expect(await tryLock(database.client, locks.indexer)).toBe(true);
  expect(await indexStatus(database.client)).toMatchObject({
    chainId: "new",
    height: 1,
    time: new Date("2026-01-01T00:00:00Z"),
    rejections: [{ handler: "follow", code: "own_user", count: 2 }],
    indexer: { application: "em-apply test" },
  });
});
