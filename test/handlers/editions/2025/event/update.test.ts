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

const update = { ...host, entity_type: "Event", action: "Update", entity_id: 100 };

interface After {
  readonly event: unknown;
  readonly told: unknown;
}

/** The event's row after an Update, and the notifications that came of it. */
async function updated(entity_id: number, data: object): Promise<After> {
  return await undone(database.client, async () => {
    expect(await apply(database.client, { ...update, entity_id, metadata: enveloped(data) })).toBeNull();
    const { rows } = await database.client.query<After>(
      `select to_jsonb(events) as event, (select jsonb_agg(to_jsonb(notification) - 'id') from notification) as told
       from events where event_id = $1`,
      [entity_id],
    );
    return rows[0] ?? { event: undefined, told: undefined };
  });
}

describe("Event Update", () => {
  test("changes end and data, and stamps the row", async () => {
    const data = { end_date: "2026-08-01T00:00:00", event_data: { prize: "fame" }, entity_id: 20, event_type: "x" };
    expect(await updated(100, data)).toEqual({
      told: null,
      event: {
        event_id: 100,
        event_type: "remix_contest",
        user_id: 1,
        entity_type: "track",
        entity_id: 12,
        end_date: "2026-08-01T00:00:00",
        event_data: { prize: "fame" },
        is_deleted: false,
        created_at: "2026-05-01T00:00:00",
        updated_at: "2026-06-01T12:00:00",
        txhash: "0xtx1",
        blockhash: "0xblock1",
        blocknumber: 1,
      },
    });
  });

  test.each([
    ["keeps what the metadata does not name", 100, {}, { end_date: "2026-07-01T00:00:00", event_data: {} }],
    ["takes the end away", 100, { end_date: null }, { end_date: null }],
    [
      "moves the end of a past contest to later, be that past",
      103,
      { end_date: "2026-05-03T00:00:00" },
      { end_date: "2026-05-03T00:00:00" },
    ],
    ["changes a deleted event", 101, { event_data: 5 }, { event_data: 5, is_deleted: true }],
    ["takes numbers of tracks as texts", 100, { entity_type: "track", entity_id: " 7 " }, { entity_id: 12 }],
  ])("%s", async (_, entity_id, data, expected) => {
    expect((await updated(entity_id, data)).event).toMatchObject(expected);
  });

  test("tells who remixed the track since the contest began, except its host, that the first winners are named", async () => {
    expect((await updated(100, { event_data: { winners: [30] } })).told).toEqual([
      {
        type: "fan_remix_contest_winners_selected",
        group_id: "fan_remix_contest_winners_selected:100:user:4",
        specifier: "1",
        user_ids: [4],
        data: { entity_id: 12, entity_user_id: 1 },
        timestamp: "2026-06-01T12:00:00",
        blocknumber: null,
        slot: null,
        type_v2: null,
      },
    ]);
  });

  test.each([
    ["there were winners before", 103, { event_data: { winners: [30, 32] } }],
    ["no winners are named", 100, { event_data: { winners: [] } }],
    ["the track is unlisted", 102, { event_data: { winners: [31] } }],
    ["the event is no contest", 105, { event_data: { winners: [30] } }],
  ])("tells nobody where %s", async (_, entity_id, data) => {
    expect((await updated(entity_id, data)).told).toBeNull();
  });

  test.each([
    [[30, null, 1.5, "30"], null],
    ["30", null],
    ["", null],
    [{ "30": true }, null],
    [["x"], "winners_invalid"],
    [["99999999999"], "winners_invalid"],
    [[true], "winners_invalid"],
    [[[30]], "winners_invalid"],
    ["x", "winners_invalid"],
    [{ x: 30 }, "winners_invalid"],
    [null, "winners_invalid"],
    [30, "winners_invalid"],
  ])("winners %j: %s", async (winners, code) => {
    const metadata = enveloped({ event_data: { winners } });
    const refused = await undone(database.client, () => apply(database.client, { ...update, metadata }));
    expect(refused?.code ?? null).toBe(code);
  });

  test.each([
    ["metadata_missing", { metadata: "" }],
    ["metadata_data_not_object", { metadata: enveloped([]) }],
    ["contents_not_fetchable", { metadata: enveloped({ playlist_contents: true }) }],
    ["signer_not_authorized", { signer: "0xother", metadata: enveloped({}) }],
    ["event_missing", { entity_id: 999, metadata: enveloped({}) }],
    ["event_not_own", { ...other, metadata: enveloped({}) }],
    ["invalid_entity_id", { metadata: enveloped({ entity_type: "track", entity_id: "x" }) }],
    ["invalid_end_date", { metadata: enveloped({ end_date: "" }) }],
    ["invalid_event_data", { metadata: enveloped({ event_data: "a\u0000b" }) }],
    ["end_date_earlier", { metadata: enveloped({ end_date: "2026-07-01T00:59:59+01:00" }) }],
    ["end_date_past", { entity_id: 102, metadata: enveloped({ end_date: "2026-06-01T11:59:59Z" }) }],
    ["end_date_past", { entity_id: 105, metadata: enveloped({ end_date: "2026-05-01" }) }],
    ["old_winners_invalid", { entity_id: 104, metadata: enveloped({ event_data: { winners: [30] } }) }],
  ])("%s", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...update, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
