import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { applyBlock, emptyTables, rowsOf, type Tx } from "./blocks.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());
beforeEach(() => emptyTables(database.client));

function registration(hash: string, members: Readonly<Record<string, unknown>> = {}): Tx {
  return {
    hash,
    type: "validator_registration",
    signatures: ["0xvouched"],
    delegate_wallet: "0xDelegate",
    endpoint: "https://node-1.example",
    node_type: "validator",
    sp_id: "7",
    eth_block: 20_000_001,
    comet_address: "COMET1",
    pub_key: "\\x0a0b",
    power: 10,
    deadline: 5,
    ...members,
  };
}

function deregistration(hash: string, comet_address = "COMET1"): Tx {
  return { hash, type: "validator_deregistration", comet_address, pub_key: "\\x0a0b", deadline: 5, remove: true };
}

const validators = () =>
  rowsOf(
    database.client,
    `select address, endpoint, comet_address, node_type, spid, voting_power, status, registered_at, deregistered_at,
       created_at::text, updated_at::text
     from etl_validators order by id`,
  );
const at = "2026-04-04 09:00:00.25";

describe("validators", () => {
  it("are registered", async () => {
    await applyBlock(database.client, 3, [registration("h1")]);
    expect(
      await rowsOf(
        database.client,
        `select address, endpoint, comet_address, eth_block, node_type, spid, encode(comet_pubkey, 'hex'), voting_power,
           block_height, tx_hash from etl_validator_registrations`,
      ),
    ).toEqual([
      ["0xDelegate", "https://node-1.example", "COMET1", "20000001", "validator", "7", "0a0b", "10", "3", "h1"],
    ]);
    expect(await validators()).toEqual([
      ["0xDelegate", "https://node-1.example", "COMET1", "validator", "7", "10", "active", "3", null, at, at],
    ]);
    expect(await rowsOf(database.client, "select tx_type, address from etl_transactions")).toEqual([
      ["validator_registration", "0xDelegate"],
    ]);
  });

  it("stay as they are when their endpoint is registered again", async () => {
    await applyBlock(database.client, 3, [
      registration("h1"),
      registration("h2", { comet_address: "COMET2", power: 1 }),
    ]);
    expect(await validators()).toHaveLength(1);
    expect((await validators())[0]?.[2]).toBe("COMET1");
    expect(await rowsOf(database.client, "select count(*)::integer from etl_validator_registrations")).toEqual([[2]]);
  });

  it("are deregistered, also within the block that registers them", async () => {
    await applyBlock(database.client, 3, [
      registration("h1"),
      deregistration("h2"),
      registration("h3", { endpoint: "https://node-2.example", comet_address: "COMET2" }),
    ]);
    expect((await validators()).map((row) => [row[2], row[6], row[7], row[8]])).toEqual([
      ["COMET1", "deregistered", "3", "3"],
      ["COMET2", "active", "3", null],
    ]);
    expect(
      await rowsOf(
        database.client,
        "select comet_address, encode(comet_pubkey, 'hex'), block_height, tx_hash from etl_validator_deregistrations",
      ),
    ).toEqual([["COMET1", "0a0b", "3", "h2"]]);
  });

  it("that misbehave are noted, and stay in etl_validators", async () => {
    await applyBlock(database.client, 3, [registration("h1")]);
    await applyBlock(database.client, 4, [
      { hash: "h2", type: "validator_misbehavior_deregistration", comet_address: "COMET1", pub_key: null },
    ]);
    expect(
      await rowsOf(
        database.client,
        `select comet_address, encode(pub_key, 'hex'), block_height, tx_hash, created_at::text
         from etl_validator_misbehavior_deregistrations`,
      ),
    ).toEqual([["COMET1", "", "4", "h2", at]]);
    expect((await validators())[0]?.[6]).toBe("active");
    expect(await rowsOf(database.client, "select address from etl_transactions where tx_hash = 'h2'")).toEqual([
      ["COMET1"],
    ]);
  });

  it("of the old way are recorded as transactions alone", async () => {
    await applyBlock(database.client, 3, [
      { hash: "h1", type: "validator_registration_legacy", endpoint: "https://x", comet_address: "COMET1" },
    ]);
    expect(await rowsOf(database.client, "select tx_type, address from etl_transactions")).toEqual([
      ["validator_registration_legacy", null],
    ]);
    expect(await validators()).toEqual([]);
  });

  it("may send texts of any length", async () => {
    const long = Array.from({ length: 2000 }, (_, index) => String.fromCodePoint(0x1f300 + ((index * 31) % 700))).join(
      "",
    );
    const members = { delegate_wallet: long, endpoint: long, node_type: long, sp_id: long, comet_address: long };
    await applyBlock(database.client, 3, [registration("h1", members), deregistration("h2", long)]);
    expect((await validators()).map((row) => row[6])).toEqual(["deregistered"]);
  });
});
