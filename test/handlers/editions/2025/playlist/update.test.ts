import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, blockTime, enveloped, seed, undone } from "../../../../support/procedure.ts";
import { longName, other, owner, type PlaylistAfter, playlistAfter, playlistRows, sold } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, playlistRows);
});

afterAll(async () => {
  await database.drop();
});

const update = { ...owner, entity_type: "Playlist", action: "Update", entity_id: 400001 };
const blockSeconds = Date.parse(blockTime) / 1000;

/** A playlist after Updates, each in a block of its own, and all that goes with it. */
async function updated(entity_id: number, ...updates: readonly object[]): Promise<PlaylistAfter | undefined> {
  return await undone(database.client, async () => {
    for (const data of updates) {
      expect(await apply(database.client, { ...update, entity_id, metadata: enveloped(data) })).toBeNull();
    }
    return (await database.client.query<PlaylistAfter>(playlistAfter, [entity_id])).rows[0];
  });
}

async function code(changes: object): Promise<string | undefined> {
  const refused = await undone(database.client, () => apply(database.client, { ...update, ...changes }));
  return refused?.code;
}

describe("Playlist Update", () => {
  test("replaces the contents; what stays keeps the client's time, what goes is remembered", async () => {
    const after = await updated(400001, {
      playlist_contents: [
        { track: 2000002, time: 1700000001 },
        { track: 2000003 },
        { track_id: 2000001, timestamp: 1600000000 },
        { track: 2000001, timestamp: 1600000001 },
      ],
    });
    expect(after).toMatchObject({
      playlist: {
        playlist_contents: {
          track_ids: [
            { track: 2000002, time: blockSeconds, metadata_time: 1700000001 },
            { track: 2000003, time: blockSeconds, metadata_time: null },
            { track: 2000001, time: 1600000000, metadata_time: 1600000000 },
            { track: 2000001, time: blockSeconds, metadata_time: 1600000001 },
          ],
        },
        last_added_to: "2026-06-01T12:00:00",
        updated_at: "2026-06-01T12:00:00",
        created_at: "2026-01-01T00:00:00",
        txhash: "0xtx1",
        metadata_multihash: "bafytest",
      },
      entries: [
        [2000001, false, "2026-01-01T00:00:00", "2026-01-01T00:00:00"],
        [2000002, false, "2026-01-01T00:00:00", "2026-06-01T12:00:00"],
        [2000003, false, "2026-06-01T12:00:00", "2026-06-01T12:00:00"],
      ],
      tracks: [
        [2000001, [7, 400001], {}, "2026-01-01T00:00:00", "0xseed"],
        [2000002, [400001], {}, "2026-06-01T12:00:00", "0xseed"],
        [2000003, [400001], {}, "2026-06-01T12:00:00", "0xseed"],
      ],
    });
  });

  test("lets go of tracks", async () => {
    const after = await updated(400001, { playlist_contents: { track_ids: [] } });
    expect(after).toMatchObject({
      playlist: { playlist_contents: { track_ids: [] }, last_added_to: null },
      entries: [
        [2000001, true, "2026-01-01T00:00:00", "2026-06-01T12:00:00"],
        [2000002, true, "2026-01-01T00:00:00", "2026-01-01T00:00:00"],
      ],
      tracks: [
        [2000001, [7], { 400001: { time: blockSeconds } }, "2026-06-01T12:00:00", "0xseed"],
        [2000002, [], { 400001: { time: 5 } }, "2026-01-01T00:00:00", "0xseed"],
        [2000003, [], {}, "2026-01-01T00:00:00", "0xseed"],
      ],
    });
  });

  test("starts the row of a track anew whose number is written as a text, and does not count it as being there", async () => {
    const after = await updated(400001, { playlist_contents: [{ track: " 2000001", time: 1 }] });
    expect(after?.entries).toEqual([
      [2000001, false, "2026-06-01T12:00:00", "2026-06-01T12:00:00"],
      [2000002, true, "2026-01-01T00:00:00", "2026-01-01T00:00:00"],
    ]);
    expect(after?.tracks).toContainEqual([
      2000001,
      [7],
      { 400001: { time: blockSeconds } },
      "2026-06-01T12:00:00",
      "0xseed",
    ]);
  });

  const asItWas = { slug: "mix", title_slug: "mix", collision_id: 0, txhash: "0xseed" };
  const ofOld = { ...asItWas, slug: "mix-400001", title_slug: "mix-400001", is_current: false };
  test.each([
    ["a new name", "New Mix", [{ slug: "new-mix", is_current: true }, asItWas, ofOld]],
    ["a name that another has", "Secret", [asItWas, ofOld, { slug: "secret-1", collision_id: 1, is_current: true }]],
    ["another spelling of the same name", "  MIX!", [{ ...asItWas, is_current: true }, ofOld]],
  ])("gives a route to %s", async (_, playlist_name, routes) => {
    const after = await updated(400001, { playlist_name });
    const byName = routes.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
    expect(after?.routes).toMatchObject(byName);
    expect(after?.routes).toHaveLength(byName.length);
  });

  test.each([
    [
      "keeps what the metadata does not name",
      400001,
      { upc: "1" },
      { playlist_name: "Mix", upc: "1", is_private: false },
    ],
    ["takes empty contents for none", 400001, { playlist_contents: false }, { last_added_to: "2023-11-14T22:13:20" }],
    ["changes a deleted playlist", 400007, { upc: "1" }, { upc: "1", is_delete: true }],
    [
      "never makes an album of a playlist",
      400001,
      { is_album: true, ddex_app: "0xb" },
      { is_album: false, ddex_app: null },
    ],
    [
      "publishes: now, and off schedule",
      400002,
      { is_private: 0 },
      { is_private: false, is_scheduled_release: false, release_date: "2026-06-01T12:00:00" },
    ],
    [
      "sets another date for a private playlist",
      400002,
      { release_date: "2026-10-01T00:00:00.0Z" },
      { is_private: true, release_date: "2026-10-01T00:00:00" },
    ],
    [
      "sets an earlier date for a public playlist",
      400001,
      { release_date: "2026-06-01T12:00:00.0Z" },
      { release_date: "2026-06-01T12:00:00" },
    ],
    [
      "has no date in the future for a public playlist",
      400001,
      { release_date: "2026-06-01T12:00:01.0Z" },
      { release_date: "2026-01-01T00:00:00" },
    ],
    [
      "takes null for false in a flag that has a default",
      400002,
      { is_scheduled_release: null },
      { is_scheduled_release: false },
    ],
    [
      "takes the image column",
      400001,
      { playlist_image_multihash: "Qm" },
      { playlist_image_multihash: "Qm", playlist_image_sizes_multihash: null },
    ],
    [
      "takes the conditions away",
      400003,
      { stream_conditions: null },
      { stream_conditions: null, is_stream_gated: true },
    ],
    [
      "takes a last addition while nothing is in it",
      400002,
      { last_added_to: "2026-05-01" },
      { last_added_to: "2026-05-01T00:00:00" },
    ],
    ["passes over a last addition else", 400001, { last_added_to: 5 }, { last_added_to: "2023-11-14T22:13:20" }],
  ])("%s", async (_, entity_id, data, expected) => {
    expect((await updated(entity_id, data))?.playlist).toMatchObject(expected);
  });

  const costs = (price: number, splits: unknown = sold.usdc_purchase.splits) => ({
    is_stream_gated: true,
    stream_conditions: { usdc_purchase: { price, splits } },
  });
  test.each([
    ["another price", [costs(200)], [100, 200]],
    ["other splits", [costs(100, [])], [100, 100]],
    ["the same price, its splits in the form of old", [costs(100, {})], [100]],
    ["a second price at the same time", [costs(200), costs(300)], [100, 200]],
    ["a price that nobody has to pay", [{ ...costs(200), is_stream_gated: false }], [100]],
  ])("keeps the history of prices: %s", async (_, updates, prices) => {
    const after = await updated(400003, ...updates);
    expect(after?.prices).toMatchObject(prices.map((total_price_cents) => ({ total_price_cents })));
    expect(after?.prices).toHaveLength(prices.length);
  });

  test.each<[string, object]>([
    ["metadata_missing", { metadata: "" }],
    ["metadata_missing", { metadata: enveloped({}) }],
    ["metadata_data_not_object", { metadata: enveloped(null) }],
    ["signer_not_authorized", { signer: other.signer, metadata: enveloped({ upc: "1" }) }],
    ["playlist_missing", { entity_id: 400099, metadata: enveloped({ upc: "1" }) }],
    ["playlist_not_own", { ...other, metadata: enveloped({ upc: "1" }) }],
    ["signer_not_ddex_app", { entity_id: 400004, metadata: enveloped({ upc: "1" }) }],
    ["name_missing", { entity_id: 400005, metadata: enveloped({ upc: "1" }) }],
    ["contents_unreadable", { entity_id: 400006, metadata: enveloped({ upc: "1" }) }],
    ["invalid_last_added_to", { entity_id: 400002, metadata: enveloped({ last_added_to: 5 }) }],
    ["invalid_cid", { metadata: JSON.stringify({ cid: {}, data: { upc: "1" } }) }],
  ])("%s", async (expected, changes) => {
    expect(await code(changes)).toBe(expected);
  });

  test.each<[string, object]>([
    ["description_too_long", { description: "x".repeat(2501) }],
    ["contents_not_list", { playlist_contents: { tracks: [] } }],
    ["contents_too_long", { playlist_contents: Array(5001).fill({ track: 5 }) }],
    ["item_not_object", { playlist_contents: ["5"] }],
    ["item_without_track", { playlist_contents: [{ time: 1 }] }],
    ["item_track_not_number", { playlist_contents: [{ track: true }] }],
    ["invalid_playlist_contents", { playlist_contents: [{ track: 5, time: "\u0000" }] }],
    ["stream_conditions_missing", { is_stream_gated: true }],
    ["stream_conditions_count", { is_stream_gated: 1, stream_conditions: [1, 2] }],
    ["conditions_not_object", { stream_conditions: true }],
    ["purchase_not_object", { stream_conditions: ["usdc_purchase"] }],
    ["splits_missing", { stream_conditions: { usdc_purchase: { price: 5 } } }],
    ["price_missing", { is_stream_gated: true, stream_conditions: { usdc_purchase: { splits: [] } } }],
    ["price_not_integer", costs(1.5)],
    ["price_out_of_range", costs(1e18 * 10)],
    ["splits_not_list", costs(5, "all")],
    ["invalid_stream_conditions", { stream_conditions: "\u0000" }],
    ["release_date_not_text", { release_date: [1] }],
    ["release_date_out_of_range", { release_date: "9".repeat(40) }],
    ["invalid_is_private", { is_private: null }],
    ["invalid_playlist_name", { playlist_name: 5 }],
    ["invalid_copyright_line", { copyright_line: "\u0000" }],
    ["name_missing", { playlist_name: 0 }],
    ["slug_too_long", { playlist_name: longName(2685) }],
    ["route_taken", { playlist_name: "Odd" }],
  ])("%s: %#", async (expected, data) => {
    expect(await code({ metadata: enveloped(data) })).toBe(expected);
  });

  test("item_time_invalid", async () => {
    const playlist_contents = [{ track: 5, time: "noon" }];
    await undone(database.client, async () => {
      const metadata = enveloped({ playlist_contents });
      expect(await apply(database.client, { ...update, metadata })).toBeNull();
      expect((await apply(database.client, { ...update, metadata }))?.code).toBe("item_time_invalid");
    });
  });
});
