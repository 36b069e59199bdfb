import { afterAll, beforeAll, expect, test } from "vitest";
import { locks, tryLock } from "../../src/database/locks.ts";
import { indexStatus } from "../../src/streamer/monitoring/status.ts";
import { applyBlock } from "../etl/blocks.ts";
import { run } from "../support/command.ts";
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
    chainChanges: [],
    faults: { holes: [], holeCount: 0, doubled: [], doubledCount: 0 },
    faultsWithin: 100_000,
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
    chainChanges: [{ oldChainId: "old", lastHeight: 900, newChainId: "new", firstHeight: 1 }],
    rejections: [{ handler: "follow", code: "own_user", count: 2 }],
    indexer: { application: "em-apply test" },
  });
});

test("status and doctor tell of heights that were passed over, and of those that were indexed twice", async () => {
  const clone = await freshDatabase();
  try {
    // The Go ETL passed over 13, 15 and 16 of the old chain, and indexed 3 of the new one twice; both have 11 and 12.
    await clone.client.query(`
      insert into core_indexed_blocks (blockhash, chain_id, height)
      select 'old-' || height, 'old', height from unnest(array[11, 12, 14, 17]) as height
      union all select 'new-' || height, 'new', height from generate_series(3, 12) as height;
      insert into etl_blocks (proposer_address, block_height, block_time)
      select '', height, now() from unnest(array[11, 12, 14, 17]) as height
      union all select '', height, now() from generate_series(3, 12) as height
      union all select '', 3, now()`);
    const told = [
      "blocks that were passed over (not in core_indexed_blocks): 13 of old, 15 to 16 of old",
      "blocks that were indexed more than once (in etl_blocks): 3 (2 rows)",
    ];
    const status = await run("status", clone.url);
    expect(status).toMatchObject({ code: 0, errors: "" });
    const doctor = await run("doctor", clone.url);
    expect(doctor.code).toBe(1);
    for (const line of told) {
      expect(status.output).toContain(`wrong among the newest 100000: ${line}\n`);
      expect(doctor.output).toContain(`heights: ${line}\n`);
    }
    await clone.client.query("delete from etl_blocks where block_height = 3 and id > 10");
    await clone.client.query("delete from core_indexed_blocks where chain_id = 'old' and height > 12");
    expect((await run("doctor", clone.url)).code).toBe(0);
  } finally {
    await clone.drop();
  }
});

test("status and doctor say in words that the newest block is of a time ahead of the clock", async () => {
  const ahead = await freshDatabase();
  try {
    await applyBlock(ahead.client, 1, [], { timestamp: new Date(Date.now() + 7_500_000).toISOString() });
    expect((await run("status", ahead.url)).output).toMatch(
      /block 1 of etl-test, made 2 h \d min ahead of the clock here/,
    );
    expect((await run("doctor", ahead.url)).output).toMatch(/block 1 of \S+, 2 h \d min ahead of the server's clock;/);
  } finally {
    await ahead.drop();
  }
});
