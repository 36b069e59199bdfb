import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { before, event, eventRows, hosted, now, other, track } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, eventRows);
});

afterAll(() => database.drop());

function update(data: unknown, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return hosted("Update", data, changes);
}

/** The event after an Update that is applied and then undone. */
async function updated(tried: TriedTransaction): Promise<unknown> {
  return await undone(database.client, async () => {
    expect(await apply(database.client, tried)).toBeNull();
    const { rows } = await database.client.query("select to_jsonb(events) as row from events where event_id = $1", [
      tried.entity_id,
    ]);
    return rows[0]?.row;
  });
}

const end = "2026-12-01T00:00:00";

describe("Event Update", () => {
  test("changes when it ends and its data, and nothing else", async () => {
    const data = { end_date: "2027-01-01T00:00:00+05:00", event_data: { prize: "new" }, entity_id: 5, event_type: "x" };
    expect(await updated(update(data))).toMatchObject({
      end_date: "2027-01-01T00:00:00",
      event_data: { prize: "new" },
      event_type: "remix_contest",
      entity_id: track.contested,
      created_at: before,
      updated_at: now,
      txhash: "0xtx1",
      blockhash: "0xblock1",
      blocknumber: 1,
    });
  });

  test.each<[what: string, data: object | undefined, expected: object]>([
    ["leaves what it does not name", undefined, { end_date: end, event_data: { prize: "old" }, updated_at: now }],
    ["leaves the end where it is null", { end_date: null, event_data: 5 }, { end_date: end, event_data: 5 }],
    ["leaves the end where it is no text", { end_date: 1_798_135_200 }, { end_date: end }],
    ["keeps null as data", { event_data: null }, { event_data: null }],
  ])("%s", async (_, data, expected) => {
    expect(await updated(update(data))).toMatchObject(expected);
  });

  test("keeps null as JSON's null", async () => {
    await undone(database.client, async () => {
      expect(await apply(database.client, update({ event_data: null }))).toBeNull();
      const { rows } = await database.client.query("select event_data::text from events where event_id = 100");
      expect(rows).toEqual([{ event_data: "null" }]);
    });
  });

  test.each([
    ["a contest, as it stands", event.running, "2026-12-01T00:00:00Z"],
    [
      "a contest that is over, later, be it in the past",
      event.over,
      "2026-10-01T12:00:00.250001Z",
      "2027-01-01T00:00:00Z",
    ],
    ["a contest without an end, with its block", event.endless, "2026-10-01T12:00:00.25Z"],
    ["another event, to an earlier time", event.live, "2026-10-02T00:00:00Z"],
  ])("moves the end of %s", async (_, entity_id, end_date, time = "2026-10-01T12:00:00.25Z") => {
    expect(await updated(update({ end_date }, { entity_id, time }))).toMatchObject({ end_date: end_date.slice(0, -1) });
  });

  test.each([
    ["signer_not_authorized", update({}, { signer: other.signer })],
    ["event_missing", update({}, { entity_id: 999 })],
    ["event_missing", update({}, { entity_id: 2n ** 31n })],
    ["event_deleted", update({}, { entity_id: event.deleted })],
    ["event_not_own", update({}, other)],
    ["invalid_end_date", update({ end_date: "2027-01-01" })],
    ["invalid_end_date", update({ end_date: `2027-01-01T00:00:00.${"1".repeat(20_000)}Z` })],
    ["invalid_end_date", update({ end_date: "2027-01-01T00:00:00Z\u0000" })],
    ["invalid_end_date", update({ end_date: "2027-01-01T00:00:00+16:00" })],
    ["end_date_earlier", update({ end_date: "2026-11-30T23:59:59Z" })],
    ["end_date_earlier", update({ end_date: "2026-12-01T00:00:00+01:00" })],
    ["end_date_past", update({ end_date: "2026-10-01T12:00:00Z" }, { entity_id: event.endless })],
    ["end_date_past", update({ end_date: "2026-10-01T12:00:00Z" }, { entity_id: event.live })],
    ["invalid_event_data", update({ event_data: ["\u0000"] })],
  ])("%s: %#", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
