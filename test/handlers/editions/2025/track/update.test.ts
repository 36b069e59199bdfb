import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";
import { artist, badTracks, handleless, other, sold, trackAfter, trackRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, trackRows);
});

afterAll(async () => {
  await database.drop();
});

const update = { ...artist, entity_type: "Track", action: "Update" };

/** The track and all that goes with it after Updates, each in a block of its own but at one time. */
async function updated(entity_id: number, ...changes: object[]): Promise<unknown> {
  return await undone(database.client, async () => {
    for (const data of changes) {
      expect(await apply(database.client, { ...update, entity_id, metadata: enveloped(data) })).toBeNull();
    }
    return (await database.client.query(trackAfter, [entity_id])).rows[0];
  });
}

const song = 2_000_001;
const hidden = 2_000_002;
const forSale = 2_000_003;
const costs = (price: number) => {
  const conditions = { usdc_purchase: { ...sold.usdc_purchase, price } };
  return {
    is_stream_gated: true,
    stream_conditions: conditions,
    is_download_gated: true,
    download_conditions: conditions,
  };
};

describe("Track Update", () => {
  test("takes the members that Create does not know", async () => {
    const data = { pinned_comment_id: 7, parental_warning: "explicit", no_ai_use: true };
    expect(await updated(song, data)).toMatchObject({ track: data });
  });

  test("changes what the metadata names, and stamps the row", async () => {
    expect(await updated(song, { mood: "Fiery", owner_id: 3_000_002, duration: 5 })).toMatchObject({
      track: {
        title: "Song",
        mood: "Fiery",
        duration: 5,
        owner_id: artist.user_id,
        is_unlisted: false,
        release_date: "2026-01-01T00:00:00",
        created_at: "2026-01-01T00:00:00",
        updated_at: "2026-06-01T12:00:00",
        txhash: "0xtx1",
        blocknumber: 1,
      },
      routes: [["song", "song", 0, true]],
      told: null,
    });
  });

  test.each<[string, number, object[], object]>([
    [
      "a new title a new route",
      song,
      [{ title: "Other" }],
      {
        routes: [
          ["other", "other", 0, true],
          ["song", "song", 0, false],
        ],
        track: { route_id: "artist/other" },
      },
    ],
    ["a title with the old slug no new route", song, [{ title: "SONG" }], { routes: [["song", "song", 0, true]] }],
    ["a track without a route its first", 2_000_006, [{ title: "X" }], { routes: [["x", "x", 0, true]] }],
    [
      "remixed tracks anew",
      2_000_006,
      [{ remix_of: { tracks: [{ parent_track_id: 2_000_011 }] } }],
      { remixes: [2_000_011] },
    ],
    ["no remixed tracks where it names none", 2_000_006, [{ mood: null }], { remixes: null }],
    [
      "one price a block's time",
      forSale,
      [costs(200), costs(300)],
      {
        prices: [
          [100, "stream"],
          [200, "stream"],
        ],
      },
    ],
    ["no price twice", forSale, [costs(100)], { prices: [[100, "stream"]] }],
    [
      "a price for another thing",
      forSale,
      [{ is_stream_gated: false, is_download_gated: true, download_conditions: sold }],
      {
        prices: [
          [100, "stream"],
          [100, "download"],
        ],
      },
    ],
    [
      "a cover of one picture as that of sizes",
      song,
      [{ cover_art: "Qm" }],
      { track: { cover_art: null, cover_art_sizes: "Qm" } },
    ],
    ["territories as a list", song, [{ territory_codes: ["DE", "NO"] }], { track: { territory_codes: ["DE", "NO"] } }],
    ["no duration that is a float", song, [{ duration: 5 }, { duration: 1e300 }], { track: { duration: 5 } }],
    ["beats as a number", song, [{ bpm: 120.5 }], { track: { bpm: 120.5 } }],
    ["beats of a text", song, [{ bpm: " 1_20.5 " }], { track: { bpm: 120.5 } }],
    ["one beat of true", song, [{ bpm: true }], { track: { bpm: 1 } }],
    ["no beats of a list", song, [{ bpm: [120] }], { track: { bpm: null } }],
    ["beats of a text beyond all doubles", song, [{ bpm: "1e400" }], { track: { bpm: "Infinity" } }],
    ["beats in another script's digits", song, [{ bpm: "१२.५" }], { track: { bpm: 12.5 } }],
    ["no beats of a text with two underscores", song, [{ bpm: "1__20" }], { track: { bpm: null } }],
    [
      "no beats of a text longer than 4,000 characters",
      song,
      [{ bpm: 5 }, { bpm: "1".repeat(4_001) }],
      { track: { bpm: 5 } },
    ],
    ["no beats of a text too small for a double", song, [{ bpm: `0.${"0".repeat(400)}1` }], { track: { bpm: null } }],
    [
      "no U+0000 that is passed over",
      song,
      [{ artists: "\0", field_visibility: ["\0"] }],
      { track: { artists: null } },
    ],
    [
      "no playlists that held it in place of null",
      song,
      [
        { playlists_previously_containing_track: { 400001: { time: 1 } } },
        { playlists_previously_containing_track: null },
      ],
      { track: { playlists_previously_containing_track: {} } },
    ],
    [
      "no wish about AI in place of null",
      song,
      [{ no_ai_use: true }, { no_ai_use: null }],
      { track: { no_ai_use: false } },
    ],
    ["keys in lower case", song, [{ allowed_api_keys: ["AB"] }], { track: { allowed_api_keys: ["ab"] } }],
    ["a text's letters as keys", song, [{ allowed_api_keys: "Ab" }], { track: { allowed_api_keys: ["a", "b"] } }],
    ["a deleted track what it says", 2_000_005, [{ mood: "Cool" }], { track: { mood: "Cool", is_delete: true } }],
    [
      "a hidden track, published, the block's time as its release",
      hidden,
      [{ is_unlisted: false }],
      { track: { is_unlisted: false, release_date: "2026-06-01T12:00:00", is_scheduled_release: false } },
    ],
    [
      "a hidden track a later release",
      hidden,
      [{ is_unlisted: true, release_date: "2026-10-01T00:00:00.000Z", is_scheduled_release: true }],
      { track: { is_unlisted: true, release_date: "2026-10-01T00:00:00", is_scheduled_release: true } },
    ],
    [
      "a public track no release in the future",
      song,
      [{ release_date: "2026-10-01T00:00:00.000Z" }],
      { track: { release_date: "2026-01-01T00:00:00" } },
    ],
    [
      "a public track an earlier release",
      song,
      [{ release_date: "2025-10-01T00:00:00.000Z" }],
      { track: { release_date: "2025-10-01T00:00:00" } },
    ],
  ])("gives %s", async (_, entity_id, changes, expected) => {
    expect(await updated(entity_id, ...changes)).toMatchObject(expected);
  });

  const started = [["fan_remix_contest_started", other.user_id]];
  test.each([
    ["when its track is published", hidden, { is_unlisted: false }, started],
    ["when nothing is said of is_unlisted", hidden, { mood: "Cool" }, started],
    ["not while its track stays hidden", hidden, { is_unlisted: true }, null],
    ["not when its track was public before", song, { is_unlisted: false }, null],
  ])("tells followers of the contest, %s", async (_, entity_id, data, told) => {
    expect(await updated(entity_id, data)).toMatchObject({ told });
  });

  test.each<[string, object]>([
    ["metadata_missing", { metadata: "" }],
    ["handle_missing", handleless],
    ["handle_missing", { user_id: 99 }],
    ["signer_not_authorized", { signer: other.signer }],
    ["metadata_missing", { metadata: enveloped({}) }],
    ["contents_not_fetchable", { metadata: enveloped({ playlist_contents: { track_ids: null } }) }],
    ["track_missing", { entity_id: 99 }],
    ["track_not_own", other],
    ["signer_not_ddex_app", { entity_id: 2_000_004 }],
    ["route_taken", { metadata: enveloped({ title: "Odd" }) }],
    ...badTracks.map(([code, data]): [string, object] => [code, { metadata: enveloped(data) }]),
  ])("%s: %o", async (code, changes) => {
    const tried = { ...update, entity_id: song, metadata: enveloped({ mood: "Cool" }), ...changes };
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
