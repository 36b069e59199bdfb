import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { applyBlock, emptyTables, play, rowsOf, unclaimed } from "./blocks.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());
beforeEach(() => emptyTables(database.client));

const noise = (length: number) =>
  Array.from({ length }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000))).join("");

describe("raw transactions", () => {
  it("situation 15: of kinds without a table are recorded by name, and unknown ones without", async () => {
    const kinds = ["release", "reward", "reward_pool", "file_upload", "mediorum_operation", "content_attestation", ""];
    await applyBlock(
      database.client,
      1,
      kinds.map((type) => ({ hash: `hash of ${type}`, type, create: { deep: [1] }, cid: "c", signer: "not taken" })),
    );
    expect(
      await rowsOf(
        database.client,
        "select tx_hash, tx_type, tx_index, address, created_at::text from etl_transactions order by id",
      ),
    ).toEqual(kinds.map((type, index) => [`hash of ${type}`, type, index, null, "2026-04-04 09:00:00.25"]));
    expect(await rowsOf(database.client, "select em_block from core_indexed_blocks")).toEqual([[null]]);
  });

  it("keep the first row of a hash that comes again, in its block or later; what they carry is kept each time", async () => {
    const plays = { hash: "again", type: "plays", plays: [play()] };
    await applyBlock(database.client, 1, [unclaimed("again"), unclaimed("again"), plays]);
    await applyBlock(database.client, 2, [plays]);
    expect(
      await rowsOf(database.client, "select tx_hash, block_height, tx_index, tx_type from etl_transactions"),
    ).toEqual([["again", "1", 0, "manage_entity"]]);
    expect(await rowsOf(database.client, "select block_height from etl_manage_entities order by id")).toEqual([
      ["1"],
      ["1"],
    ]);
    expect(await rowsOf(database.client, "select block_height from etl_plays order by id")).toEqual([["1"], ["2"]]);
    expect(await rowsOf(database.client, "select count(*)::integer from plays")).toEqual([[2]]);
  });

  it("keep a migration transaction raw, under its own type, with the signer as it was sent and the block's time", async () => {
    const type = "manage_entity_migration";
    const metadata = '{"created_at":"2019-01-01T00:00:00Z"}';
    await applyBlock(database.client, 1, [
      unclaimed("h1", { type, signer: "0xWallet", metadata, signature: "0xmigration", nonce: "0x01" }),
      unclaimed("h2", { signer: "0xWallet" }),
    ]);
    expect(
      await rowsOf(
        database.client,
        "select tx_hash, tx_type, address, created_at::text from etl_transactions order by id",
      ),
    ).toEqual([
      ["h1", type, "0xWallet", "2026-04-04 09:00:00.25"],
      ["h2", "manage_entity", "0xWallet", "2026-04-04 09:00:00.25"],
    ]);
    expect(
      await rowsOf(
        database.client,
        `select address, entity_type, entity_id::integer, action, metadata, signature, signer, nonce, block_height::integer, tx_hash,
           created_at::text from etl_manage_entities where tx_hash = 'h1'`,
      ),
    ).toEqual([
      [
        "0xWallet",
        "Nothing",
        2,
        "Happen",
        metadata,
        "0xmigration",
        "0xWallet",
        "0x01",
        1,
        "h1",
        "2026-04-04 09:00:00.25",
      ],
    ]);
    expect(
      await rowsOf(database.client, "select address, first_seen_block_height::integer from etl_addresses"),
    ).toEqual([["0xWallet", 1]]);
    expect(await rowsOf(database.client, "select em_block from core_indexed_blocks")).toEqual([[1]]);
  });

  it("keep ManageEntity transactions raw, and each signer's address once", async () => {
    const metadata = '{"cid":"","data":{"a":1.50}}';
    await applyBlock(database.client, 1, [
      unclaimed("h1", { signer: "0xB", metadata }),
      unclaimed("h2", { signer: "0xA" }),
      unclaimed("h3", { signer: "0xB" }),
    ]);
    await applyBlock(database.client, 2, [unclaimed("h4", { signer: "0xA" }), unclaimed("h5", { signer: "" })]);
    expect(
      await rowsOf(
        database.client,
        `select address, entity_type, entity_id, action, metadata, signature, signer, nonce, block_height, tx_hash,
           created_at::text from etl_manage_entities order by id limit 2`,
      ),
    ).toEqual([
      ["0xB", "Nothing", "2", "Happen", metadata, "0xsignature", "0xB", "0xnonce", "1", "h1", "2026-04-04 09:00:00.25"],
      ["0xA", "Nothing", "2", "Happen", null, "0xsignature", "0xA", "0xnonce", "1", "h2", "2026-04-04 09:00:00.25"],
    ]);
    expect(
      await rowsOf(database.client, "select address, pub_key, first_seen_block_height from etl_addresses order by id"),
    ).toEqual([
      ["0xB", null, "1"],
      ["0xA", null, "1"],
      ["", null, "2"],
    ]);
  });

  it("never lose a block to a text that no index could hold", async () => {
    const answer = await applyBlock(database.client, 1, [
      unclaimed("h1", { entity_type: noise(5000), action: noise(5000), signer: noise(5000), nonce: noise(5000) }),
      { hash: "h2", type: "storage_proof", address: noise(5000), prover_addresses: [noise(5000)], height: 1 },
      { hash: "h3", type: "storage_proof_verification", height: 1, proof: "\\x01" },
    ]);
    expect(answer).toMatchObject({ em_block: 1 });
    expect(
      await rowsOf(
        database.client,
        "select length(entity_type), length(action), length(address), length(signer), length(nonce) from etl_manage_entities",
      ),
    ).toEqual([[150, 150, 150, 5000, 5000]]);
  });

  it("are not taken twice", async () => {
    await applyBlock(database.client, 1, [{ hash: "h1", type: "plays", plays: [play()] }]);
    await expect(applyBlock(database.client, 1, [{ hash: "h1", type: "plays", plays: [play()] }])).rejects.toThrow(
      /block 1 of etl-test: this block was applied before/,
    );
    expect(await rowsOf(database.client, "select count(*)::integer from plays")).toEqual([[1]]);
    expect(await rowsOf(database.client, "select count(*)::integer from etl_plays")).toEqual([[1]]);
  });

  it("may be none in a block", async () => {
    await applyBlock(database.client, 1, []);
    expect(await rowsOf(database.client, "select block_height, proposer_address from etl_blocks")).toEqual([
      ["1", "PROPOSER"],
    ]);
  });
});

describe("notifications", () => {
  it("tell of each block and each play when the block is committed", async () => {
    const heard: [string, unknown][] = [];
    const hear = (message: { channel: string; payload?: string | undefined }) =>
      heard.push([message.channel, JSON.parse(message.payload ?? "")]);
    database.client.on("notification", hear);
    await database.client.query("listen new_block; listen new_plays");
    await applyBlock(database.client, 7, [{ hash: "h1", type: "plays", plays: [play()] }]);
    await database.client.query("unlisten *");
    database.client.off("notification", hear);
    expect(heard).toEqual([
      ["new_block", { block_height: 7, proposer_address: "PROPOSER" }],
      ["new_plays", { user_id: "12", track_id: "34", city: "Lagos", region: "LA", country: "NG", block_height: 7 }],
    ]);
  });
});
