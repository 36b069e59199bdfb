import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";
import { eventRows, host, other } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, eventRows);
});

afterAll(async () => {
  await database.drop();
});

const contest = {
  event_type: "remix_contest",
  entity_type: "track",
  entity_id: 10,
  end_date: "2026-07-01T00:00:00",
  event_data: { prize: "fame" },
};
const create = { ...host, entity_type: "Event", action: "Create", entity_id: 200, metadata: enveloped(contest) };

/** The row that a Create with this metadata leaves. */
async function created(metadata: string): Promise<unknown> {
  return await undone(database.client, async () => {
    expect(await apply(database.client, { ...create, metadata })).toBeNull();
    const { rows } = await database.client.query("select to_jsonb(events) as row from events where event_id = 200");
    return rows[0]?.row;
  });
}

describe("Event Create", () => {
  test("notes a contest of an own track", async () => {
    expect(await created(enveloped(contest))).toEqual({
      ...contest,
      event_id: 200,
      user_id: 1,
      is_deleted: false,
      created_at: "2026-06-01T12:00:00",
      updated_at: "2026-06-01T12:00:00",
      txhash: "0xtx1",
      blockhash: "0xblock1",
      blocknumber: 1,
    });
  });

  test.each([
    [
      "needs no end, no track and no data",
      { event_type: "live_event" },
      { end_date: null, entity_type: null, entity_id: null, event_data: null },
    ],
    ["may follow a deleted contest", { ...contest, entity_id: 13 }, { entity_id: 13 }],
    ["may follow a contest without an end", { ...contest, entity_id: 14 }, { entity_id: 14 }],
    ["may end with its block", { ...contest, end_date: "2026-06-01T12:00:00" }, { end_date: "2026-06-01T12:00:00" }],
    [
      "drops the end's distance from UTC, once compared",
      { ...contest, end_date: "2026-06-01T11:00:00-02:00" },
      { end_date: "2026-06-01T11:00:00" },
    ],
  ])("%s", async (_, data, expected) => {
    expect(await created(enveloped(data))).toMatchObject(expected);
  });

  test("takes 10.0 for the number 10", async () => {
    expect(await created(enveloped(contest).replace('"entity_id":10', '"entity_id":10.0'))).toMatchObject({
      entity_id: 10,
    });
  });

  test.each([
    ["metadata_missing", { metadata: "" }],
    ["metadata_not_enveloped", { metadata: JSON.stringify(contest) }],
    ["metadata_without_changes", { metadata: enveloped({ title: "x" }) }],
    ["signer_not_authorized", { signer: "0xother" }],
    ["event_id_out_of_range", { entity_id: 2 ** 31 }],
    ["event_exists", { entity_id: 101 }],
    ["event_type_missing", { metadata: enveloped({ ...contest, event_type: null }) }],
    ["invalid_event_type", { metadata: enveloped({ ...contest, event_type: "party" }) }],
    ["invalid_entity_type", { metadata: enveloped({ ...contest, entity_type: "user" }) }],
    ["invalid_entity_id", { metadata: enveloped({ ...contest, entity_id: "ten" }) }],
    ["track_missing", { metadata: enveloped({ ...contest, entity_id: "10" }) }],
    ["invalid_end_date", { metadata: enveloped({ ...contest, end_date: "2026-W30" }) }],
    ["invalid_end_date", { metadata: enveloped({ ...contest, end_date: 20260801 }) }],
    ["invalid_event_data", { metadata: enveloped({ ...contest, event_data: { prize: "a\u0000b" } }) }],
    ["end_date_past", { metadata: enveloped({ ...contest, end_date: "2026-06-01T13:59:59+02:00" }) }],
    ["track_missing", { metadata: enveloped({ ...contest, entity_id: 999 }) }],
    ["track_not_own", { metadata: enveloped({ ...contest, entity_id: 20 }) }],
    ["track_not_own", { ...other }],
    ["contest_without_track", { metadata: enveloped({ ...contest, entity_type: null }) }],
    ["contest_running", { metadata: enveloped({ ...contest, entity_id: 12 }) }],
    ["contest_of_remix", { metadata: enveloped({ ...contest, entity_id: 11 }) }],
  ])("%s", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...create, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
