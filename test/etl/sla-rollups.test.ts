import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { applyBlock, emptyTables, rowsOf, type Tx, unclaimed } from "./blocks.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());
beforeEach(() => emptyTables(database.client));

function rollup(hash: string, members: Readonly<Record<string, unknown>> = {}): Tx {
  return {
    hash,
    type: "sla_rollup",
    timestamp: "2026-04-04T09:00:10Z",
    block_start: 1,
    block_end: 5,
    reports: [
      { address: "A", num_blocks_proposed: 3 },
      { address: "B", num_blocks_proposed: 1 },
    ],
    ...members,
  };
}

const rates = () =>
  rowsOf(
    database.client,
    "select block_start, block_end, validator_count, block_quota, bps, tps from etl_sla_rollups order by id",
  );

describe("SLA rollups", () => {
  it("count blocks and transactions a second; without a rollup before, at two seconds a block", async () => {
    for (const height of [1, 2, 3, 4, 5, 6]) {
      await applyBlock(database.client, height, [unclaimed(`h${height}-0`), unclaimed(`h${height}-1`)]);
    }
    await applyBlock(database.client, 7, [rollup("r1")]);
    await applyBlock(database.client, 8, [
      rollup("r2", { timestamp: "2026-04-04T09:00:14.5Z", block_start: 5, block_end: 7 }),
    ]);
    expect(await rates()).toEqual([
      ["1", "5", 2, 2, 4 / 8, 10 / 8],
      ["5", "7", 2, 1, 2 / 4.5, 5 / 4.5],
    ]);
    expect(
      await rowsOf(database.client, "select block_height, tx_hash, created_at::text from etl_sla_rollups order by id"),
    ).toEqual([
      ["7", "r1", "2026-04-04 09:00:10"],
      ["8", "r2", "2026-04-04 09:00:14.5"],
    ]);
    expect(await rowsOf(database.client, "select address from etl_transactions where tx_type = 'sla_rollup'")).toEqual([
      [null],
      [null],
    ]);
  });

  it("count to the nanosecond of the wire, as the Go ETL does", async () => {
    for (const height of [1, 2, 3]) {
      await applyBlock(database.client, height, [unclaimed(`h${height}`)]);
    }
    await applyBlock(database.client, 7, [rollup("r1", { timestamp_nanoseconds: 999 })]);
    await applyBlock(database.client, 8, [
      rollup("r2", { timestamp: "2026-04-04T09:00:12.345678Z", timestamp_nanoseconds: 912, block_end: 4 }),
    ]);
    // float64(3) / (2 + float64(345678912)/1e9), as Go's Duration.Seconds() adds up; with microseconds: 1.278947949714…
    const rate = 3 / (2 + 345_678_912 / 1e9);
    expect((await rates())[1]?.slice(4)).toEqual([rate, rate]);
    expect(rate).not.toBe(3 / 2.345678);
  });

  it("count of their own block what came before them", async () => {
    await applyBlock(database.client, 5, [unclaimed("h1"), rollup("r1"), unclaimed("h2")]);
    expect((await rates()).map((row) => row[5])).toEqual([1 / 8]);
  });

  it("hold the part of each validator, with its challenges in the range", async () => {
    const proof = (hash: string, height: number, address: string): Tx => ({
      hash,
      type: "storage_proof",
      height,
      address,
      prover_addresses: ["A", "B"],
      cid: "cid",
      proof_signature: "\\x01",
    });
    await applyBlock(database.client, 3, [
      proof("p1", 2, "A"),
      { hash: "v1", type: "storage_proof_verification", height: 2, proof: "\\x02" },
      proof("p2", 3, "A"),
      proof("p3", 9, "A"),
    ]);
    await applyBlock(database.client, 6, [rollup("r1")]);
    expect(
      await rowsOf(
        database.client,
        `select sla_rollup_id, address, num_blocks_proposed, challenges_received, challenges_failed, block_height, tx_hash,
           created_at::text from etl_sla_node_reports order by id`,
      ),
    ).toEqual([
      [1, "A", 3, 2, 0, "6", "r1", "2026-04-04 09:00:10"],
      [1, "B", 1, 1, 1, "6", "r1", "2026-04-04 09:00:10"],
    ]);
  });

  it("that make no sense are kept without rates", async () => {
    const largest = "9223372036854775807";
    await applyBlock(database.client, 1, [
      rollup("r1", { block_start: 5, block_end: 5 }),
      rollup("r2", { block_start: largest, block_end: `-${largest}` }),
      rollup("r3", { block_start: `-${largest}`, block_end: largest, timestamp: "0001-01-01T00:00:00Z" }),
      rollup("r4", { reports: [] }),
      { hash: "r5", type: "sla_rollup" },
    ]);
    expect((await rates()).map((row) => row.slice(2))).toEqual([
      [2, 0, 0, 0],
      [2, 0, 0, 0],
      [2, 1073741823, 0.5, expect.any(Number)],
      [0, 0, expect.any(Number), expect.any(Number)],
      [0, 0, 0, 0],
    ]);
  });

  it("of a new chain do not count the blocks of the old one", async () => {
    for (const height of [1, 2, 3]) {
      await applyBlock(database.client, height, [unclaimed(`old${height}`)]);
    }
    await database.client.query(
      `insert into em.chain_rollovers (old_chain_id, new_chain_id, last_height, first_height, noticed_at)
       values ('etl-test', 'etl-test-2', 3, 1, '2026-04-05')`,
    );
    const onNext = { chainId: "etl-test-2", timestamp: "2026-04-05T00:00:00Z" };
    await applyBlock(database.client, 1, [unclaimed("new1")], onNext);
    await applyBlock(database.client, 2, [rollup("r1")], onNext);
    expect((await rates()).map((row) => row[5])).toEqual([1 / 8]);
  });
});
