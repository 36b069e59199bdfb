import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

/** A block_json written by hand, without any member that the edge adds. */
const plain = {
  height: 1201,
  hash: "B1201",
  chain_id: "by-hand",
  proposer: "P",
  timestamp: "2026-04-04T09:03:00Z",
  txs: [
    {
      index: 0,
      hash: "t0",
      type: "manage_entity",
      user_id: 3_000_001,
      entity_type: "User",
      entity_id: 3_000_001,
      action: "Create",
      metadata: '{"cid":"c","data":{"handle":"bob","name":"Bob"}}',
      signer: "0x7d273271690538cf855e5b3002a0dd8c154bb060",
      signature: "s",
      nonce: "n",
    },
    { index: 1, hash: "t1", type: "plays" },
    { index: 2, hash: "t2", type: "something_new" },
    {
      index: 3,
      hash: "t3",
      type: "manage_entity",
      user_id: 3_000_001,
      entity_type: "User",
      entity_id: 3_000_002,
      action: "Follow",
      metadata: "",
      signer: "0x7d273271690538cf855e5b3002a0dd8c154bb060",
      signature: "s",
      nonce: "n",
    },
  ],
};

async function apply(block: unknown): Promise<unknown> {
  const { rows } = await database.client.query<{ answer: unknown }>("select em_apply($1) as answer", [
    JSON.stringify(block),
  ]);
  return rows[0]?.answer;
}

describe("em_apply, called by hand", () => {
  it("takes a block_json without what the runner adds, says what it refused, and keeps it", async () => {
    expect(await apply(plain)).toMatchObject({
      em_block: 1,
      applied: 1,
      rejected: [expect.objectContaining({ index: 3 })],
    });
    const { rows } = await database.client.query(
      "select chain_id, block_height::integer, tx_index, tx_hash, handler from em_rejections",
    );
    expect(rows).toEqual([{ chain_id: "by-hand", block_height: 1201, tx_index: 3, tx_hash: "t3", handler: "follow" }]);
    const kinds = await database.client.query("select tx_type from etl_transactions order by id");
    expect(kinds.rows.map(({ tx_type }) => tx_type)).toEqual([
      "manage_entity",
      "play",
      "something_new",
      "manage_entity",
    ]);
  });

  it("refuses to apply it twice, and keeps nothing of the second time", async () => {
    await expect(apply(plain)).rejects.toThrow("block 1201 of by-hand: this block was applied before (SQLSTATE 55000)");
    const { rows } = await database.client.query("select count(*)::integer as count from etl_blocks");
    expect(rows).toEqual([{ count: 1 }]);
  });

  it("names block, transaction, handler and SQLSTATE of an unexpected error", async () => {
    await database.client.query("alter table users add constraint no_eve check (handle <> 'eve')");
    const eve = {
      ...plain.txs[0],
      user_id: 3_000_009,
      entity_id: 3_000_009,
      metadata: '{"cid":"c","data":{"handle":"eve","name":"Eve"}}',
      signer: "0x01",
    };
    await expect(apply({ ...plain, height: 1202, hash: "B1202", txs: [eve] })).rejects.toThrow(
      /^block 1202 of by-hand, transaction 0 \(t0\), handler user_create: .*no_eve.* \(SQLSTATE 23514\)$/,
    );
  });

  const next = { ...plain, height: 1300, hash: "B1300", txs: [] };
  it.each([
    ["no object", [], "block ? of ?: block_json is not a JSON object (SQLSTATE 22023)"],
    [
      "no height",
      { ...next, height: undefined },
      "block ? of by-hand: block_json.height must be the height of the block",
    ],
    ["a height in words", { ...next, height: "x" }, "block x of by-hand: block_json.height must be"],
    ["no hash", { ...next, hash: undefined }, "block_json.hash, the hash of the block, is missing"],
    ["no chain", { ...next, chain_id: undefined }, "block 1300 of ?: block_json.chain_id is missing"],
    ["no time", { ...next, timestamp: undefined }, "block_json.timestamp must be a time with its zone"],
    ["a time in words", { ...next, timestamp: "noon" }, "block_json.timestamp must be a time with its zone"],
    [
      "a time without a zone",
      { ...next, timestamp: "2026-04-04T09:03:00" },
      "block_json.timestamp must be a time with",
    ],
    ["no transactions", { ...next, txs: undefined }, "block_json.txs must be the list of transactions"],
    ["transactions that are not a list", { ...next, txs: {} }, "block_json.txs must be the list of transactions"],
    [
      "a transaction that is not an object",
      { ...next, txs: [plain.txs[1], 5] },
      'block_json.txs[1] must be an object with at least "index"',
    ],
    [
      "a transaction without hash",
      { ...next, txs: [{ index: 0, type: "plays" }] },
      "block_json.txs[0] must be an object",
    ],
    [
      "a transaction without index",
      { ...next, txs: [{ hash: "h", type: "plays" }] },
      "block_json.txs[0] must be an object",
    ],
  ])("says what is wrong with a block_json that has %s, and keeps nothing of it", async (_what, block, message) => {
    await expect(apply(block)).rejects.toThrow(message);
    const { rows } = await database.client.query("select max(height) as height from core_indexed_blocks");
    expect(rows).toEqual([{ height: 1201 }]);
  });
});
