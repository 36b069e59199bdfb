import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { applyBlock, emptyTables, play, rowsOf } from "./blocks.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());
beforeEach(() => emptyTables(database.client));

/** Lets the plays of the tests' chain be judged by the rules of 2025. */
const by2025 = () =>
  database.client.query("insert into em.rules values ('etl-test', 0, '2025') on conflict do nothing");
afterEach(() => database.client.query("delete from em.rules"));

const apply = (height: number, ...lists: readonly (readonly object[])[]) =>
  applyBlock(
    database.client,
    height,
    lists.map((plays, index) => ({ hash: `hash-${height}-${index}`, type: "plays", plays })),
  );
const listeners = () => rowsOf(database.client, "select user_id, play_item_id from plays order by id");

describe("plays", () => {
  it("stand in etl_plays as they came, and in plays as Python writes them", async () => {
    await apply(1, [play()]);
    expect(
      await rowsOf(
        database.client,
        `select user_id, track_id, city, region, country, played_at::text, listened_at::text, recorded_at::text,
           block_height, tx_hash from etl_plays`,
      ),
    ).toEqual([
      [
        "12",
        "34",
        "Lagos",
        "LA",
        "NG",
        "2026-04-04 08:59:58.123456",
        "2026-04-04 08:59:58.123456",
        "2026-04-04 09:00:00.25",
        "1",
        "hash-1-0",
      ],
    ]);
    expect(
      await rowsOf(
        database.client,
        `select user_id, source, play_item_id, created_at::text, updated_at::text, slot, signature, city, region, country
         from plays`,
      ),
    ).toEqual([
      [12, "relay", 34, "2026-04-04 08:59:58.123456", "2026-04-04 09:00:00", 1, "signature", "Lagos", "LA", "NG"],
    ]);
    expect(await rowsOf(database.client, "select tx_type, address from etl_transactions")).toEqual([["play", "12"]]);
  });

  it("have the height of their block as their slot", async () => {
    await apply(7, [play(), play()]);
    await apply(8, [play()]);
    expect(await rowsOf(database.client, "select slot from plays order by id")).toEqual([[7], [7], [8]]);
    expect(await rowsOf(database.client, "select plays_slot from core_indexed_blocks order by height")).toEqual([
      [7],
      [8],
    ]);
  });

  it("of one block share a slot in edition 2025, the next one after the highest that has a signature", async () => {
    await by2025();
    await database.client.query(
      "insert into plays (play_item_id, slot, signature) values (1, 300, 's'), (1, 900, null)",
    );
    await apply(1, [play(), play()], [play()]);
    await apply(2);
    await apply(3, [play()]);
    expect(await rowsOf(database.client, "select slot from plays where user_id = 12 order by id")).toEqual([
      [301],
      [301],
      [301],
      [302],
    ]);
    expect(await rowsOf(database.client, "select height, plays_slot from core_indexed_blocks order by height")).toEqual(
      [
        [1, 301],
        [2, null],
        [3, 302],
      ],
    );
  });

  it("that are copied leave their slot in the block, which has none without them", async () => {
    const heads = [5, null].map((plays_slot, index) => ({
      chain_id: "etl-test",
      height: index + 1,
      hash: `block-${index + 1}`,
      timestamp: "2026-04-04T09:00:00Z",
      is_em_block: false,
      plays_slot,
    }));
    await database.client.query("select em.begin_blocks($1)", [JSON.stringify(heads)]);
    expect(await rowsOf(database.client, "select plays_slot from core_indexed_blocks order by height")).toEqual([
      [5],
      [null],
    ]);
    expect(await rowsOf(database.client, "select id from plays")).toEqual([]);
  });

  it("keep their order, across transactions", async () => {
    const ids = Array.from({ length: 30 }, (_, index) => String(index + 1));
    await apply(
      1,
      ids.slice(0, 10).map((track_id) => play({ track_id })),
      ids.slice(10).map((track_id) => play({ track_id })),
    );
    expect(await rowsOf(database.client, "select track_id from etl_plays order by id")).toEqual(ids.map((id) => [id]));
    expect(await rowsOf(database.client, "select play_item_id from plays order by id")).toEqual(
      ids.map((id) => [Number(id)]),
    );
  });

  it("of somebody who is not signed in have no user", async () => {
    await apply(1, [play({ user_id: "anonymous-1" }), play({ user_id: "" }), play({ user_id: "1.5" })]);
    expect(await listeners()).toEqual([
      [null, 34],
      [null, 34],
      [null, 34],
    ]);
  });

  it("name users and tracks as Python's int() reads them", async () => {
    await apply(1, [
      play({ user_id: " 7 ", track_id: "+1_000" }),
      play({ user_id: "٣", track_id: "0008" }),
      play({ user_id: "-2147483648", track_id: "2147483647" }),
    ]);
    expect(await listeners()).toEqual([
      [7, 1000],
      [3, 8],
      [-2147483648, 2147483647],
    ]);
  });

  it("that the table plays cannot hold stand in etl_plays alone, and the block goes on", async () => {
    const unfit = [
      { track_id: "" },
      { track_id: "abc" },
      { track_id: "2147483648" },
      { track_id: "9".repeat(5000) },
      { user_id: "2147483648" },
      { user_id: "9".repeat(200) },
      { signature: Array.from({ length: 400 }, (_, index) => `${index * 7919}`).join("") },
    ];
    const answer = await apply(1, [...unfit.map(play), play({ user_id: "5" })]);
    expect(answer).toEqual({ em_block: null, applied: 0, rejected: [] });
    expect(await listeners()).toEqual([[5, 34], ...[]]);
    expect(await rowsOf(database.client, "select count(*)::integer from etl_plays")).toEqual([[8]]);
  });

  it("with texts beyond any index or notification are cut to 150 characters", async () => {
    const long = Array.from({ length: 3000 }, (_, index) => String.fromCodePoint(0x1f300 + (index % 700))).join("");
    await apply(1, [play({ user_id: long, track_id: long, city: long, region: long, country: "\u0001".repeat(9000) })]);
    expect(
      await rowsOf(
        database.client,
        "select length(user_id), length(track_id), length(city), length(region), length(country) from etl_plays",
      ),
    ).toEqual([[150, 150, 150, 150, 150]]);
    expect(await rowsOf(database.client, "select length(address) from etl_transactions")).toEqual([[150]]);
  });

  it("without a time count as played in 1970", async () => {
    await apply(1, [play({ timestamp: null })]);
    expect(await rowsOf(database.client, "select created_at::text from plays")).toEqual([["1970-01-01 00:00:00"]]);
    expect(await rowsOf(database.client, "select played_at::text from etl_plays")).toEqual([["1970-01-01 00:00:00"]]);
  });

  it("may be none in a transaction", async () => {
    await apply(1, []);
    expect(await rowsOf(database.client, "select tx_type, address from etl_transactions")).toEqual([["play", null]]);
    expect(await rowsOf(database.client, "select plays_slot from core_indexed_blocks")).toEqual([[null]]);
  });

  it("get no slot beyond what the column holds", async () => {
    await by2025();
    await database.client.query("insert into plays (play_item_id, slot, signature) values (1, 2147483647, 's')");
    await apply(1, [play()]);
    expect(await rowsOf(database.client, "select slot from plays where user_id = 12")).toEqual([[2147483647]]);
  });
});
