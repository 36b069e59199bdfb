import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, enveloped, type Rows, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { artist, badTracks, bothFor, now, other, sold, time, track, trackAfter, trackRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, trackRows);
});

afterAll(() => database.drop());

function change(data: object, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const metadata = enveloped(data);
  return { ...artist, entity_type: "Track", action: "Update", entity_id: track.song, metadata, time, ...changes };
}

/** The track and what goes with it after some transactions, all applied and then undone. */
async function changed(tried: readonly TriedTransaction[], rows: Rows = {}): Promise<unknown> {
  return undone(database.client, async () => {
    await seed(database.client, rows);
    for (const each of tried) {
      expect(await apply(database.client, each)).toBeNull();
    }
    const { rows: after } = await database.client.query(trackAfter, [tried[0]?.entity_id]);
    return after[0];
  });
}

describe("Track Update", () => {
  test("keeps what the metadata does not name, and stamps", async () => {
    const stamps = { updated_at: now, txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1 };
    const kept = { title: "My Song", track_cid: "cid", duration: 60, created_at: "2026-01-01T00:00:00" };
    for (const metadata of ["", "[1]", enveloped({ mood: "Calm" })]) {
      expect(await changed([change({}, { metadata })])).toMatchObject({
        track: { ...kept, ...stamps },
        routes: [["my-song", "my-song", 0, true]],
      });
    }
  });

  test("situation 59: files and the track of a stem are not taken away by null", async () => {
    const nothing = { track_cid: null, stem_of: null, preview_cid: null, orig_filename: "" };
    const stem_of = { category: "BASS", parent_track_id: track.song };
    expect(await changed([change(nothing, { entity_id: track.bass })])).toMatchObject({
      track: { track_cid: "cid", orig_filename: "bass.wav", preview_cid: null, stem_of },
      stems: [track.song],
    });
  });

  test("situation 61: publishing a scheduled track leaves its schedule, and tells those who wait for its contest", async () => {
    expect(await changed([change({ is_unlisted: false }, { entity_id: track.hidden })])).toMatchObject({
      track: { is_unlisted: false, is_scheduled_release: true, release_date: "2027-01-01T00:00:00" },
      told: [["fan_remix_contest_started", other.user_id]],
    });
    expect(await changed([change({ mood: "x" }, { entity_id: track.hidden })])).toMatchObject({ told: null });
  });

  test.each([
    ["My  Song", "my-song-1", 1],
    ["my song", "my-song-1", 1],
    ["Your Song", "your-song", 0],
  ])("situation 62: the title %j brings a new route", async (title, slug, collision) => {
    expect(await changed([change({ title })])).toMatchObject({
      track: { title, route_id: `artist/${title.toLowerCase().replaceAll(/ +/g, "-")}` },
      routes: expect.arrayContaining([
        ["my-song", "my-song", 0, false],
        [slug, slug.replace("-1", ""), collision, true],
      ]),
    });
  });

  test.each(["My Song", "", null, 5])("the title %j changes no route", async (title) => {
    expect(await changed([change({ title })])).toMatchObject({
      track: { title: "My Song", route_id: "artist/my-song" },
      routes: [["my-song", "my-song", 0, true]],
    });
  });

  test.each([
    [["AbC", 4], ["abc"]],
    [null, null],
    ["x", null],
  ])("situation 63: allowed_api_keys %j are %j", async (allowed_api_keys, expected) => {
    const before = change({ allowed_api_keys: ["before"] });
    expect(await changed([before, change({ allowed_api_keys })])).toMatchObject({
      track: { allowed_api_keys: expected },
    });
  });

  test.each([
    [{}, ["0xa"]],
    [{ access_authorities: "x" }, ["0xa"]],
    [{ access_authorities: [" 0xb"] }, ["0xb"]],
    [{ access_authorities: null }, null],
  ])("access authorities: %j leaves %j", async (data, expected) => {
    expect(await changed([change({ access_authorities: ["0xa"] }), change(data)])).toMatchObject({
      track: { access_authorities: expected },
    });
  });

  test("situation 64: of 51 collaborators the first 50 are invited", async () => {
    const users = Array.from({ length: 51 }, (_, index) => index + 1);
    const after = await changed([change({ collaborators: [artist.user_id, 1, ...users] })]);
    const invited = users.slice(0, 50).map((user_id) => [user_id, artist.user_id, "pending"]);
    expect(after).toMatchObject({ collaborators: invited });
  });

  test("situation 65: who is named keeps their answer, who is not is dropped", async () => {
    const named = { track_id: track.song, invited_by: artist.user_id, blocknumber: 0 };
    const rows = {
      track_collaborators: [
        { ...named, collaborator_user_id: 7, status: "accepted" },
        { ...named, collaborator_user_id: 8, status: "rejected" },
      ],
    };
    const seven = [7, artist.user_id, "accepted"];
    expect(await changed([change({ mood: "x" })], rows)).toMatchObject({
      collaborators: [seven, [8, artist.user_id, "rejected"]],
    });
    expect(await changed([change({ collaborators: [9, { user_id: 7 }] })], rows)).toMatchObject({
      collaborators: [seven, [9, artist.user_id, "pending"]],
    });
    for (const collaborators of [null, [], "x"]) {
      expect(await changed([change({ collaborators })], rows)).toMatchObject({ collaborators: null });
    }
  });

  test.each<[data: object, expected: object]>([
    [
      { duration: 0, bpm: null, musical_key: "x", is_unlisted: null },
      { duration: 60, bpm: null, is_unlisted: false },
    ],
    [
      { genre: "rap", mood: "", description: null },
      { genre: "Hip-Hop/Rap", mood: null, description: null },
    ],
    [{ release_date: "tomorrow" }, { release_date: null }],
    [{ release_date: "2030-01-01T00:00:00.123456789Z" }, { release_date: "2030-01-01T00:00:00.123456" }],
    [
      { artists: "", field_visibility: null },
      { artists: "", field_visibility: null },
    ],
    [
      { owner_id: 5, is_delete: true, ddex_app: "x", is_available: false },
      { owner_id: artist.user_id, is_delete: false },
    ],
    [
      { is_original_available: true, pinned_comment_id: 5 },
      { is_original_available: false, pinned_comment_id: null },
    ],
    [{ playlists_containing_track: [5] }, { playlists_containing_track: [] }],
    [
      { no_ai_use: true, parental_warning: "explicit" },
      { no_ai_use: true, parental_warning: "explicit" },
    ],
    [
      { no_ai_use: 1, parental_warning: "Explicit" },
      { no_ai_use: false, parental_warning: null },
    ],
  ])("reads %j as %j", async (data, expected) => {
    expect(await changed([change(data)])).toMatchObject({ track: expected });
  });

  test("notes anew what the track remixes where the metadata says so, and adds to what it is a stem of", async () => {
    const remix = { entity_id: track.remix };
    expect(await changed([change({ mood: "x" }, remix)])).toMatchObject({ remixes: [track.song] });
    expect(await changed([change({ remix_of: null }, remix)])).toMatchObject({
      remixes: null,
      track: { remix_of: null },
    });
    const remix_of = { tracks: [{ parent_track_id: 5 }] };
    expect(await changed([change({ remix_of }, remix)])).toMatchObject({ remixes: [5], track: { remix_of } });
    const stem_of = { parent_track_id: 5 };
    expect(await changed([change({ stem_of }, { entity_id: track.bass })])).toMatchObject({
      stems: [track.song, 5],
      track: { stem_of },
    });
  });

  test("notes a price when it changes, once a block time", async () => {
    const price = (cents: number) => bothFor({ usdc_purchase: { ...sold.usdc_purchase, price: cents } });
    const at = (second: number, data: object) => change(data, { time: `2026-10-01T12:00:0${second}Z` });
    const bought = { is_download_gated: true, download_conditions: sold };
    const tried = [
      at(1, price(100)),
      at(1, price(150)),
      at(2, price(100)),
      at(3, { mood: "x" }),
      at(4, price(200)),
      at(5, bought),
    ];
    expect(await changed(tried)).toMatchObject({
      prices: [
        [100, "stream"],
        [200, "stream"],
        [100, "download"],
      ],
    });
  });

  test.each<[code: string, tried: TriedTransaction]>([
    ["signer_not_authorized", change({}, { signer: other.signer })],
    ["track_missing", change({}, { entity_id: 99 })],
    ["track_deleted", change({}, { entity_id: track.deleted })],
    ["track_not_own", change({}, other)],
    ...badTracks.map(([code, data]): [string, TriedTransaction] => [code, change(data)]),
  ])("%s: %#", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });

  test("situation 60: a deleted track cannot be changed, whoever asks", async () => {
    const tried = change({}, { ...other, entity_id: track.deleted });
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe("track_deleted");
  });
});
