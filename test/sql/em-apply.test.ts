import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { undone } from "../support/procedure.ts";

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

  it("takes whole numbers as texts of their digits, as protobuf writes them", async () => {
    const ids = { user_id: "3000009", entity_id: "3000009" };
    const numbered = {
      ...plain.txs[0],
      ...ids,
      metadata: '{"cid":"c","data":{"handle":"eve","name":"Eve"}}',
      signer: "0x01",
    };
    await undone(database.client, async () => {
      const block = { ...plain, height: "1202", hash: "B1202", txs: [numbered] };
      expect(await apply(block)).toMatchObject({ applied: 1 });
    });
  });

  it("refuses to apply it twice, and keeps nothing of the second time", async () => {
    await expect(apply(plain)).rejects.toThrow("block 1201 of by-hand: this block was applied before (SQLSTATE 55000)");
    const { rows } = await database.client.query("select count(*)::integer as count from etl_blocks");
    expect(rows).toEqual([{ count: 1 }]);
  });

  it("tells a row that somebody's trigger writes twice from a block that is there already", async () => {
    await undone(database.client, async () => {
      await database.client.query(`
        create table noted (chain_id text primary key);
        insert into noted values ('by-hand');
        create function note() returns trigger language plpgsql as $$
        begin
          insert into noted values (new.chain_id);
          return null;
        end
        $$;
        create trigger note after insert on core_indexed_blocks for each row execute function note()`);
      await expect(apply({ ...plain, height: "1202", hash: "B1202" })).rejects.toThrow(
        /noted_pkey.* \(SQLSTATE 23505\)/,
      );
    });
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
  const withTransaction = (members: object) => ({ ...next, txs: [plain.txs[1], { ...plain.txs[3], ...members }] });
  const typed = (members: object) => ({ ...next, txs: [{ index: 0, hash: "t", ...members }] });
  it.each([
    ["no object", [], "block ? of ?: block_json is not a JSON object (SQLSTATE 22023)"],
    ["no height", { ...next, height: undefined }, "block ? of by-hand: block_json.height is missing; it must be"],
    [
      "a height in words",
      { ...next, height: "x" },
      'block_json.height must be the height of the block, a whole number from 1 to 2147483647, not "x"',
    ],
    ["height 0", { ...next, height: 0 }, "a whole number from 1 to 2147483647, not 0"],
    ["a height below zero", { ...next, height: -1 }, "a whole number from 1 to 2147483647, not -1"],
    ["a height with a fraction", { ...next, height: 1300.5 }, "a whole number from 1 to 2147483647, not 1300.5"],
    ["a height that no column holds", { ...next, height: 3_000_000_000 }, "from 1 to 2147483647, not 3000000000"],
    ["no hash", { ...next, hash: undefined }, "block_json.hash is missing; it must be a text that is not empty"],
    ["an empty hash", { ...next, hash: "" }, 'block_json.hash must be a text that is not empty, not ""'],
    ["no chain", { ...next, chain_id: undefined }, "block 1300 of ?: block_json.chain_id is missing"],
    ["a proposer that is a number", { ...next, proposer: 5 }, "block_json.proposer must be a text, not 5"],
    ["no time", { ...next, timestamp: undefined }, "block_json.timestamp is missing; it must be a time with its zone"],
    [
      "a time in words",
      { ...next, timestamp: "noon" },
      'block_json.timestamp must be a time with its zone, such as "2026-04-04T09:03:00Z", not "noon"',
    ],
    [
      "a time without a zone",
      { ...next, timestamp: "2026-04-04T09:03:00" },
      "block_json.timestamp must be a time with",
    ],
    [
      "a time of no calendar",
      { ...next, timestamp: "2026-02-30T09:03:00Z" },
      "block_json.timestamp must be a time with",
    ],
    ["no transactions", { ...next, txs: undefined }, "block_json.txs is missing; it must be a list"],
    ["transactions that are not a list", { ...next, txs: {} }, "block_json.txs must be a list, not {}"],
    ["a transaction that is not an object", { ...next, txs: [plain.txs[1], 5] }, "block_json.txs[1] must be an object"],
    [
      "a transaction without hash",
      { ...next, txs: [{ index: 0, type: "plays" }] },
      "block_json.txs[0].hash is missing",
    ],
    [
      "a transaction without index",
      { ...next, txs: [{ hash: "h", type: "plays" }] },
      "block_json.txs[0].index is missing",
    ],
    [
      "a transaction with an empty hash",
      withTransaction({ hash: "" }),
      'block_json.txs[1].hash must be a text that is not empty, not ""',
    ],
    [
      "an index twice",
      withTransaction({ index: 1 }),
      "block_json.txs[1].index is 1, which block_json.txs[0] has already",
    ],
    ["a type of another kind", withTransaction({ type: null }), "block_json.txs[1].type must be a text, not null"],
    [
      "a user in words",
      withTransaction({ user_id: "x" }),
      'block 1300 of by-hand: block_json.txs[1].user_id must be a whole number that fits bigint, not "x" (SQLSTATE 22023)',
    ],
    [
      "a user with a fraction",
      withTransaction({ user_id: 1.5 }),
      "block_json.txs[1].user_id must be a whole number that fits bigint, not 1.5",
    ],
    ["no user", withTransaction({ user_id: undefined }), "block_json.txs[1].user_id is missing"],
    [
      "no entity",
      withTransaction({ entity_id: null }),
      "block_json.txs[1].entity_id must be a whole number that fits bigint, not null",
    ],
    [
      "metadata that is not a text",
      withTransaction({ metadata: { a: 1 } }),
      'block_json.txs[1].metadata must be a text, not {"a": 1}',
    ],
    ["a signer that is null", withTransaction({ signer: null }), "block_json.txs[1].signer must be a text, not null"],
    [
      "recovered signatures in a list",
      withTransaction({ recovered: [] }),
      "block_json.txs[1].recovered must be an object, not []",
    ],
    ["plays that are null", typed({ type: "plays", plays: null }), "block_json.txs[0].plays must be a list, not null"],
    [
      "a play that is not an object",
      typed({ type: "plays", plays: [{}, 5] }),
      "block_json.txs[0].plays[1] must be an object",
    ],
    [
      "a play of a track that is a number",
      typed({ type: "plays", plays: [{ track_id: 5 }] }),
      "block_json.txs[0].plays[0].track_id must be a text, not 5",
    ],
    [
      "a play at noon",
      typed({ type: "plays", plays: [{ timestamp: "noon" }] }),
      "block_json.txs[0].plays[0].timestamp must be a time",
    ],
    [
      "provers that are no texts",
      typed({ type: "storage_proof", prover_addresses: ["a", 5] }),
      'block_json.txs[0].prover_addresses must be a list of texts, not ["a", 5]',
    ],
    [
      "a proof in words",
      typed({ type: "storage_proof_verification", proof: "x" }),
      "block_json.txs[0].proof must be bytes in hexadecimal",
    ],
    [
      "reports that are an object",
      typed({ type: "sla_rollup", reports: {} }),
      "block_json.txs[0].reports must be a list, not {}",
    ],
    [
      "a report of many blocks",
      typed({ type: "sla_rollup", reports: [{ num_blocks_proposed: 3e9 }] }),
      "block_json.txs[0].reports[0].num_blocks_proposed must be a whole number that fits integer, not 3000000000",
    ],
    [
      "a validator with power in words",
      typed({ type: "validator_registration", power: "x" }),
      'block_json.txs[0].power must be a whole number that fits bigint, not "x"',
    ],
  ])("says what is wrong with a block_json that has %s, and keeps nothing of it", async (_what, block, message) => {
    await expect(apply(block)).rejects.toThrow(message);
    const { rows } = await database.client.query("select max(height) as height from core_indexed_blocks");
    expect(rows).toEqual([{ height: 1201 }]);
  });

  it("names each member that it reads, of whatever kind a value is that the member cannot have", async () => {
    const { rows: members } = await database.client.query<{ of_what: string; member: string; needed: boolean }>(
      "select of_what, member, needed from em.block_json_members()",
    );
    expect(members.length).toBeGreaterThan(50);
    const holders: Readonly<Record<string, readonly [place: string, holding: (members: object) => object]>> = {
      block: ["block_json", (given) => ({ ...next, ...given })],
      transaction: ["block_json.txs[1]", withTransaction],
      manage_entity: ["block_json.txs[1]", withTransaction],
      play: ["block_json.txs[0].plays[0]", (given) => typed({ type: "plays", plays: [given] })],
      report: ["block_json.txs[0].reports[0]", (given) => typed({ type: "sla_rollup", reports: [given] })],
    };
    const values: readonly unknown[] = [null, "x", 5, 1.5, -1, 1e300, true, [], [[]], {}];
    for (const { of_what, member, needed } of members) {
      const [place, holding] = holders[of_what] ?? [
        "block_json.txs[0]",
        (given: object) => typed({ type: of_what, ...given }),
      ];
      const refused: unknown[] = [];
      for (const value of needed ? [undefined, ...values] : values) {
        const message = await undone(database.client, () =>
          apply(holding({ [member]: value })).catch((error: unknown) => String(error)),
        );
        if (typeof message === "string") {
          expect(message, JSON.stringify({ of_what, member, value })).toContain(`${place}.${member}`);
          refused.push(value);
        }
      }
      expect(refused, `${of_what}.${member}`).toContainEqual([[]]);
      expect(refused.includes(undefined), `${of_what}.${member}`).toBe(needed);
    }
  });
});
