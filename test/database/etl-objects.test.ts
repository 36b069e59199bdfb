import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

async function insertBlock(height: number, time: string): Promise<void> {
  await database.client.query(
    "insert into etl_blocks (proposer_address, block_height, block_time) values ('0xproposer', $1, $2)",
    [height, time],
  );
}

describe("notifications of raw rows", () => {
  it("tells listeners of each block and each play, as the Go ETL does", async () => {
    const messages: [string, unknown][] = [];
    database.client.on("notification", ({ channel, payload }) => messages.push([channel, JSON.parse(payload ?? "")]));
    await database.client.query("listen new_block; listen new_plays");
    await insertBlock(7, "2026-04-04T09:00:00");
    await database.client.query(
      `insert into etl_plays
         (user_id, track_id, city, region, country, played_at, block_height, tx_hash, listened_at, recorded_at)
       values ('1', '2', 'Lagos', 'LA', 'NG', '2026-04-04', 7, 'h', '2026-04-04', '2026-04-04')`,
    );
    await database.client.query("unlisten *");
    expect(messages).toEqual([
      ["new_block", { block_height: 7, proposer_address: "0xproposer" }],
      ["new_plays", { user_id: "1", track_id: "2", city: "Lagos", region: "LA", country: "NG", block_height: 7 }],
    ]);
  });
});

describe("the materialized views", () => {
  it("count back from the time of the latest block, and leave out what is later", async () => {
    await insertBlock(100, "2026-05-31T00:00:00");
    const times: [string, string][] = [
      ["2026-05-31T00:00:01", "plays"],
      ["2026-05-31T00:00:00", "plays"],
      ["2026-05-30T00:00:00", "manage_entity"],
      ["2026-05-29T12:00:00", "manage_entity"],
      ["2026-05-25T00:00:00", "manage_entity"],
      ["2026-05-02T00:00:00", "sla_rollup"],
      ["2026-01-01T00:00:00", "sla_rollup"],
    ];
    for (const [index, [time, type]] of times.entries()) {
      await database.client.query(
        "insert into etl_transactions (tx_hash, block_height, tx_index, tx_type, created_at) values ($1, 100, $2, $3, $4)",
        [`hash${index}`, index, type, time],
      );
    }
    await database.client.query("refresh materialized view mv_dashboard_transaction_stats");
    await database.client.query("refresh materialized view mv_dashboard_transaction_types");
    const stats = await database.client.query("select * from mv_dashboard_transaction_stats");
    expect(stats.rows).toEqual([
      {
        transactions_24h: "2",
        transactions_previous_24h: "1",
        transactions_7d: "4",
        transactions_30d: "5",
        total_transactions: "6",
      },
    ]);
    const types = await database.client.query("select * from mv_dashboard_transaction_types");
    expect(types.rows).toEqual([
      { tx_type: "manage_entity", transaction_count: "3" },
      { tx_type: "sla_rollup", transaction_count: "2" },
      { tx_type: "plays", transaction_count: "1" },
    ]);
  });
});
