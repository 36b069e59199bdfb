import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { event, eventRows, host, hosted, now, other, track } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, eventRows);
});

afterAll(() => database.drop());

const live = { event_type: "live_event", entity_type: "user", end_date: "2026-12-01T00:00:00Z" };
const contest = { ...live, event_type: "remix_contest", entity_type: "track", entity_id: track.plain };

function create(data: unknown, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return hosted("Create", data, { entity_id: event.next, ...changes });
}

/** The row that a Create leaves. */
async function created(tried: TriedTransaction): Promise<unknown> {
  return await undone(database.client, async () => {
    expect(await apply(database.client, tried)).toBeNull();
    const { rows } = await database.client.query("select to_jsonb(events) as row from events where event_id = $1", [
      event.next,
    ]);
    return rows[0]?.row;
  });
}

describe("Event Create", () => {
  test("notes a contest of an own track", async () => {
    expect(await created(create({ ...contest, event_data: { prize: "fame" } }))).toEqual({
      event_id: event.next,
      event_type: "remix_contest",
      entity_type: "track",
      entity_id: track.plain,
      user_id: host.user_id,
      end_date: "2026-12-01T00:00:00",
      event_data: { prize: "fame" },
      is_deleted: false,
      created_at: now,
      updated_at: now,
      txhash: "0xtx1",
      blockhash: "0xblock1",
      blocknumber: 1,
    });
  });

  test.each<[what: string, data: object, expected: object]>([
    ["may be of no entity, which is 0", live, { entity_id: 0, event_data: null }],
    ["takes metadata without an envelope", { ...live, data: 5 }, { event_type: "live_event" }],
    ["cuts the number of its entity", { ...contest, entity_id: track.plain + 0.5 }, { entity_id: track.plain }],
    ["may be of what nobody looks up", { ...contest, entity_type: "user", entity_id: 5 }, { entity_id: 5 }],
    ["may follow a contest that is over, deleted or endless", { ...contest, entity_id: track.over }, {}],
    ["may be of a remix, if it is no contest", { ...contest, event_type: "new_release", entity_id: track.remix }, {}],
    ["keeps any data", { ...live, event_data: "soon" }, { event_data: "soon" }],
  ])("%s", async (_, data, expected) => {
    const tried = create(data, "data" in data ? { metadata: JSON.stringify(data) } : {});
    expect(await created(tried)).toMatchObject(expected);
  });

  test.each([
    ["as it is written, without its distance from UTC", "2026-12-01T18:00:00.5-08:00", "2026-12-01T18:00:00.5"],
    ["without a zone", "2026-12-01T18:00:00", "2026-12-01T18:00:00"],
    ["rounded to microseconds", "2026-12-01T18:00:00.0000015Z", "2026-12-01T18:00:00.000002"],
    ["rounded to microseconds, halves to even ones", "2026-12-01T18:00:00.0000005Z", "2026-12-01T18:00:00"],
    ["with its block", "2026-10-01T12:00:00.25Z", "2026-10-01T12:00:00.25"],
    ["before its block by its wall clock alone", "2026-10-01T00:00:00-15:59", "2026-10-01T00:00:00"],
  ])("ends %s", async (_, end_date, expected) => {
    expect(await created(create({ ...live, end_date }))).toMatchObject({ end_date: expected });
  });

  test.each([
    undefined,
    null,
    "",
    1_798_135_200,
    "2026-12-24",
    "2026-12-24 18:00:00Z",
    "2026-12-24T18:00",
    "2026-02-30T00:00:00Z",
    "2026-12-24T24:00:00Z",
    "2026-12-24T23:59:60Z",
    "2026-12-24T18:00:00+16:00",
    "2026-12-24T18:00:00+01:60",
    "2026-12-24T18:00:00,5Z",
    "0000-12-24T18:00:00Z",
    `2026-12-24T18:00:00.${"1".repeat(20_000)}Z`,
    "2026-12-24T18:00:00Z\u0000",
  ])("situation 86: end_date_missing: %.30j", async (end_date) => {
    const refused = await undone(database.client, () => apply(database.client, create({ ...live, end_date })));
    expect(refused?.code).toBe("end_date_missing");
  });

  test.each([
    ["signer_not_authorized", create(contest, { signer: other.signer })],
    ["event_exists", create(contest, { entity_id: event.live })],
    ["event_exists", create(contest, { entity_id: event.deleted })],
    ["event_id_out_of_range", create(contest, { entity_id: 2n ** 31n })],
    ["event_type_missing", create(undefined)],
    ["event_type_missing", create({ ...contest, event_type: 5 })],
    ["invalid_event_type", create({ ...contest, event_type: "party" })],
    ["invalid_event_type", create({ ...contest, event_type: "remix_contest\u0000" })],
    ["invalid_entity_type", create({ ...contest, entity_type: "Track" })],
    ["invalid_entity_type", create({ ...live, entity_type: undefined })],
    ["invalid_entity_type", create({ ...live, entity_type: "user\u0000" })],
    ["invalid_entity_id", create({ ...live, entity_id: 2 ** 31 })],
    ["invalid_entity_id", create({ ...live, entity_id: -(2 ** 64) })],
    ["invalid_event_data", create({ ...live, event_data: { "a\u0000": 1 } })],
    ["track_missing", create({ ...contest, entity_id: 12 })],
    ["track_missing", create({ ...contest, entity_id: 2 ** 40 })],
    ["track_not_own", create({ ...contest, entity_id: track.others })],
    ["track_not_own", create({ ...live, entity_type: "track", entity_id: track.others })],
    ["contest_without_entity", create({ ...contest, entity_id: null })],
    ["contest_without_entity", create({ ...contest, entity_type: "" })],
    ["end_date_past", create({ ...live, end_date: "2026-10-01T12:00:00.249999Z" })],
    ["end_date_past", create({ ...live, end_date: "2026-10-01T13:00:00+02:00" })],
    ["contest_running", create({ ...contest, entity_id: track.contested })],
    ["contest_of_remix", create({ ...contest, entity_id: track.remix })],
    ["contest_of_remix", create({ ...contest, entity_type: "user", entity_id: track.remix })],
  ])("%s: %#", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
