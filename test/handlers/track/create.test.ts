import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import {
  artist,
  badTracks,
  bothFor,
  contested,
  nameless,
  now,
  other,
  sold,
  time,
  track,
  trackAfter,
  trackRows,
} from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, trackRows);
});

afterAll(() => database.drop());

const id = 2_000_100;
const create = { ...artist, entity_type: "Track", action: "Create", entity_id: id, time };

function upload(data: object, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return { ...create, metadata: enveloped({ title: "New", owner_id: artist.user_id, ...data }), ...changes };
}

/** The track and what goes with it, after one transaction that is applied and then undone. */
async function created(tried: TriedTransaction): Promise<unknown> {
  return undone(database.client, async () => {
    expect(await apply(database.client, tried)).toBeNull();
    const { rows } = await database.client.query(trackAfter, [tried.entity_id]);
    return rows[0];
  });
}

async function codeOf(tried: TriedTransaction): Promise<string | undefined> {
  return (await undone(database.client, () => apply(database.client, tried)))?.code;
}

describe("Track Create", () => {
  test("writes the track with its defaults, stamped, and its route", async () => {
    expect(await created(upload({}))).toMatchObject({
      track: {
        title: "New",
        owner_id: artist.user_id,
        route_id: "artist/new",
        track_segments: [],
        duration: 0,
        is_unlisted: false,
        is_stream_gated: false,
        is_available: true,
        is_delete: false,
        field_visibility: null,
        allowed_api_keys: null,
        release_date: now,
        created_at: now,
        updated_at: now,
        txhash: "0xtx1",
        blockhash: "0xblock1",
        blocknumber: 1,
      },
      routes: [["new", "new", 0, true]],
      prices: null,
      stems: null,
      remixes: null,
      collaborators: null,
      subscriptions: null,
      told: null,
    });
  });

  test("situation 95: metadata is in an envelope, with or without cid, or in none", async () => {
    const data = { title: "New", owner_id: artist.user_id };
    for (const metadata of [data, { data }, { cid: "x", data, title: "not this" }]) {
      expect(await created({ ...create, metadata: JSON.stringify(metadata) })).toMatchObject({
        track: { title: "New" },
      });
    }
  });

  test.each<[data: object, expected: object]>([
    [
      { duration: 7.9, bpm: 120.5, preview_start_seconds: 1.5 },
      { duration: 7, bpm: 120.5, preview_start_seconds: 1.5 },
    ],
    [
      { duration: -1, bpm: 0, preview_start_seconds: "1" },
      { duration: 0, bpm: null, preview_start_seconds: null },
    ],
    [
      { duration: "7", bpm: "120" },
      { duration: 0, bpm: null },
    ],
    [{ musical_key: "B flat minor" }, { musical_key: "B flat minor" }],
    [{ musical_key: "A sharp minor" }, { musical_key: null }],
    [
      { mood: "", tags: 5, license: null, iswc: ["x"] },
      { mood: null, tags: null, license: null, iswc: null },
    ],
    [
      { is_unlisted: 1, is_downloadable: "true", no_ai_use: true },
      { is_unlisted: false, is_downloadable: false, no_ai_use: true },
    ],
    [
      { is_available: false, is_delete: true },
      { is_available: false, is_delete: false },
    ],
    [
      { cover_art: "a", cover_art_sizes: "b" },
      { cover_art: "a", cover_art_sizes: "b" },
    ],
    [{ track_cid: "any text" }, { track_cid: "any text" }],
    [
      { field_visibility: "x", remix_of: [], artists: 5 },
      { field_visibility: "x", remix_of: [], artists: 5 },
    ],
    [
      { stem_of: null, rights_controller: null },
      { stem_of: null, rights_controller: null },
    ],
    [
      { ddex_app: "0xDdex", parental_warning_type: "Explicit" },
      { ddex_app: "0xDdex", parental_warning_type: "Explicit" },
    ],
    [
      { file_type: "mp3", credits_splits: "\u0000a", create_date: 5 },
      { file_type: "mp3", credits_splits: "a", create_date: null },
    ],
    [
      { territory_codes: ["no"], parental_warning: "x" },
      { territory_codes: null, parental_warning: null },
    ],
    [
      { territory_codes: ["NO"], parental_warning: "explicit" },
      { territory_codes: ["NO"], parental_warning: "explicit" },
    ],
    [
      { audio_analysis_error_count: 2 ** 40, mood: { a: "\u0000" } },
      { audio_analysis_error_count: 0, mood: null },
    ],
  ])("reads %j as %j", async (data, expected) => {
    expect(await created(upload(data))).toMatchObject({ track: expected });
  });

  test.each([
    ["hip hop", "Hip-Hop/Rap"],
    ["DNB", "Drum & Bass"],
    [" lo  fi ", "Lo-Fi"],
    ["sn_SomeGenre", "Sn_somegenre"],
    ["   ", null],
    [5, null],
  ])("situation 54: the genre %j is %j", async (genre, expected) => {
    expect(await created(upload({ genre }))).toMatchObject({ track: { genre: expected } });
  });

  test("situation 55: a genre has at most 100 characters", async () => {
    expect(await created(upload({ genre: "g".repeat(100) }))).toMatchObject({ track: { genre: `G${"g".repeat(99)}` } });
    expect(await codeOf(upload({ genre: "g".repeat(101) }))).toBe("genre_too_long");
  });

  test.each(["", 5, null])("situation 56: the title %j is none", async (title) => {
    expect(await codeOf(upload({ title }))).toBe("title_missing");
  });

  test("situation 57: a scheduled release is hidden only where it says so", async () => {
    const scheduled = { is_scheduled_release: true, is_unlisted: false, release_date: "2027-01-01T00:00:00Z" };
    expect(await created(upload(scheduled))).toMatchObject({
      track: { ...scheduled, release_date: "2027-01-01T00:00:00" },
    });
  });

  test.each([
    ["2026-12-24T18:00:00+02:00", "2026-12-24T16:00:00"],
    ["1798135200", "2026-12-24T18:00:00"],
    ["2026-12-24", now],
    ["2026-12-24T18:00:00", now],
    [1_798_135_200, now],
  ])("situation 58: the release date %j is %s", async (release_date, expected) => {
    expect(await created(upload({ release_date }))).toMatchObject({ track: { release_date: expected } });
  });

  test.each([
    ["My Song", ["my-song-1", "my-song", 1, true]],
    ["X", ["x-4", "x", 4, true]],
    ["x 3", ["x-3-1", "x-3", 1, true]],
    ["!?", [`${id}`, `${id}`, 0, true]],
  ])("the title %j gets the route %j", async (title, route) => {
    expect(await created(upload({ title }))).toMatchObject({ routes: [route] });
  });

  test("an artist without a handle has their number in the track's old path", async () => {
    const tried = upload({ owner_id: nameless.user_id, title: "A `b`. Ö" }, nameless);
    expect(await created(tried)).toMatchObject({ track: { route_id: "user-3000003/a-b.-ö" } });
  });

  test.each<[data: object, prices: unknown]>([
    [bothFor(sold), [[100, "stream"]]],
    [{ is_download_gated: true, download_conditions: sold }, [[100, "download"]]],
    [bothFor({ usdc_purchase: { price: 99.9, splits: { "0x": 1 } } }), [[99, "stream"]]],
    [bothFor({ follow_user_id: 5 }), null],
    [{ stream_conditions: sold, download_conditions: sold }, null],
  ])("%j sells for %j", async (data, prices) => {
    expect(await created(upload(data))).toMatchObject({ prices });
  });

  test("notes no price that the track has already", async () => {
    const row = { track_id: id, total_price_cents: 100, splits: sold.usdc_purchase.splits, access: "stream" };
    await undone(database.client, async () => {
      await seed(database.client, {
        track_price_history: [{ ...row, blocknumber: 0, block_timestamp: "2026-01-01T00:00:00" }],
      });
      expect(await apply(database.client, upload(bothFor(sold)))).toBeNull();
      const { rows } = await database.client.query(trackAfter, [id]);
      expect(rows).toMatchObject([{ prices: [[100, "stream"]] }]);
    });
  });

  test("notes what the track comes from, whether that exists or not", async () => {
    const stem_of = { category: "BASS", parent_track_id: 999.9 };
    const parents = [track.song, track.song, "5", 7.5].map((parent_track_id) => ({ parent_track_id }));
    const remix_of = { tracks: [...parents, 8, { parent: 9 }] };
    expect(await created(upload({ stem_of, remix_of }))).toMatchObject({
      stems: [999],
      remixes: [7, track.song],
      track: { stem_of, remix_of },
    });
    expect(await created(upload({ stem_of: "x", remix_of: { tracks: {} } }))).toMatchObject({
      stems: null,
      remixes: null,
    });
  });

  test("invites collaborators, each once and never the owner", async () => {
    const collaborators = [artist.user_id, 7.9, { user_id: 8 }, 8, 0, "9", null, { user_id: "10" }, other.user_id];
    const invited = [7, 8, other.user_id].map((user_id) => [user_id, artist.user_id, "pending"]);
    expect(await created(upload({ collaborators }))).toMatchObject({ collaborators: invited });
  });

  test.each([
    [{ allowed_api_keys: ["AbC", 4] }, {}, { allowed_api_keys: ["abc"] }],
    [{ allowed_api_keys: "x" }, {}, { allowed_api_keys: null }],
    [{ allowed_api_keys: "\u0000" }, {}, { allowed_api_keys: null }],
    [{ access_authorities: [" 0xAb ", 5] }, {}, { access_authorities: ["0xAb"] }],
    [{ access_authorities: ["0xin"] }, { access_authorities: ["0xbeside"] }, { access_authorities: ["0xbeside"] }],
    [{ access_authorities: ["0xin"] }, { access_authorities: null }, { access_authorities: null }],
    [{ access_authorities: ["0xin"] }, { access_authorities: "x" }, { access_authorities: null }],
  ])("who may do more: %j in the data, %j beside it: %j", async (inside, beside, expected) => {
    const data = { title: "New", owner_id: artist.user_id, ...inside };
    const metadata = JSON.stringify({ cid: "x", data, ...beside });
    expect(await created({ ...create, metadata })).toMatchObject({ track: expected });
  });

  const entry = { remix_of: { tracks: [{ parent_track_id: contested.running }] } };
  const subscribed = [[artist.user_id, 1, 1, "Event", false, "auto_e1_0xtx1"]];

  test("situation 67: who enters a remix for a contest hears of it", async () => {
    expect(await created(upload(entry))).toMatchObject({ subscriptions: subscribed });
  });

  test.each<[why: string, tried: TriedTransaction]>([
    ["the host enters", upload({ ...entry, owner_id: other.user_id }, other)],
    ["it is a stem too", upload({ ...entry, stem_of: { parent_track_id: 5 } })],
    ["the contest has ended", upload({ remix_of: { tracks: [{ parent_track_id: contested.ended }] } })],
    ["another parent is first", upload({ remix_of: { tracks: [{ parent_track_id: 5 }, ...entry.remix_of.tracks] } })],
  ])("situation 68: not where %s", async (_, tried) => {
    expect(await created(tried)).toMatchObject({ subscriptions: null });
  });

  test("situation 69: a subscription that was taken back is taken up again", async () => {
    await undone(database.client, async () => {
      const row = { subscriber_id: artist.user_id, user_id: 1, entity_type: "Event", is_delete: true, blocknumber: 0 };
      await seed(database.client, { subscriptions: [row] });
      expect(await apply(database.client, upload(entry))).toBeNull();
      const { rows } = await database.client.query(trackAfter, [id]);
      expect(rows).toMatchObject([{ subscriptions: subscribed }]);
    });
  });

  test.each<[code: string, tried: TriedTransaction]>([
    ["track_id_below_offset", upload({}, { entity_id: 1_999_999 })],
    ["track_id_out_of_range", upload({}, { entity_id: 2 ** 31 })],
    ["title_missing", { ...create, metadata: "" }],
    ["title_missing", { ...create, metadata: "[1]" }],
    ["owner_not_signer", upload({ owner_id: other.user_id })],
    ["owner_not_signer", upload({ owner_id: `${artist.user_id}` })],
    ["signer_not_authorized", upload({}, { signer: other.signer })],
    ["track_exists", upload({}, { entity_id: track.deleted })],
    ...badTracks.map(([code, data]): [string, TriedTransaction] => [code, upload(data)]),
  ])("%s: %#", async (code, tried) => {
    expect(await codeOf(tried)).toBe(code);
  });
});
