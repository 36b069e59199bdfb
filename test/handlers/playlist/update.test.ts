import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import {
  badPlaylists,
  before,
  gate,
  now,
  nowInSeconds,
  other,
  owner,
  playlist,
  playlistAfter,
  playlistRows,
  sold,
  time,
  track,
} from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, playlistRows);
});

afterAll(() => database.drop());

function change(data: object, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const metadata = enveloped(data);
  return { ...owner, entity_type: "Playlist", action: "Update", entity_id: playlist.mix, metadata, time, ...changes };
}

/** The playlist and what goes with it after some transactions, all applied and then undone. */
async function changed(...tried: readonly TriedTransaction[]): Promise<unknown> {
  return undone(database.client, async () => {
    for (const each of tried) {
      expect(await apply(database.client, each)).toBeNull();
    }
    return (await database.client.query(playlistAfter, [tried[0]?.entity_id])).rows[0];
  });
}

const lastAdded = "2026-01-02T00:00:00";

describe("Playlist Update", () => {
  test("keeps what the metadata does not name, and stamps", async () => {
    for (const metadata of ["", "[1]", enveloped({ upc: "5" })]) {
      expect(await changed(change({}, { metadata }))).toMatchObject({
        playlist: {
          playlist_name: "Mix",
          description: "old",
          playlist_contents: { track_ids: [{ track: track.held, time: 1 }] },
          last_added_to: lastAdded,
          created_at: before,
          updated_at: now,
          txhash: "0xtx1",
          blockhash: "0xblock1",
          blocknumber: 1,
        },
        routes: [["mix", "mix", 0, true]],
        entries: [
          [track.held, false, before, before],
          [track.left, true, before, before],
        ],
        tracks: { [track.held]: [[7, playlist.mix], {}, before] },
      });
    }
  });

  test.each([[[]], [null], ["x"], [{}]])("situation 71: contents %j empty the playlist", async (playlist_contents) => {
    expect(await changed(change({ playlist_contents }))).toMatchObject({
      playlist: { playlist_contents: { track_ids: [] }, last_added_to: lastAdded },
      entries: [
        [track.held, true, before, now],
        [track.left, true, before, before],
      ],
      tracks: {
        [track.held]: [[7], { [playlist.mix]: { time: nowInSeconds } }, now],
        [track.left]: [[], { [playlist.mix]: { time: 5 } }, before],
      },
    });
  });

  test("a track comes back, and keeps the time at which it first came", async () => {
    const both = [{ track: track.held }, { track: track.left }];
    expect(await changed(change({ playlist_contents: both }))).toMatchObject({
      playlist: { last_added_to: now },
      entries: [
        [track.held, false, before, before],
        [track.left, false, before, now],
      ],
      tracks: {
        [track.held]: [[7, playlist.mix], {}, before],
        [track.left]: [[playlist.mix], {}, now],
      },
    });
  });

  test("situation 74: contents in another order, or less of them, add nothing", async () => {
    const two = change(
      { playlist_contents: [{ track: track.held }, { track: track.left }] },
      { time: "2026-09-01T00:00:00Z" },
    );
    for (const ids of [[track.left, track.held], [track.left, track.left], [track.held]]) {
      const again = change({ playlist_contents: ids.map((id) => ({ track: id })) });
      expect(await changed(two, again)).toMatchObject({ playlist: { last_added_to: "2026-09-01T00:00:00" } });
    }
  });

  test("situation 72: an album stays an album, and a playlist a playlist", async () => {
    const fixed = { is_album: true, ddex_app: "0x", is_delete: true, playlist_owner_id: 5, created_at: "2020-01-01" };
    expect(await changed(change(fixed))).toMatchObject({
      playlist: { is_album: false, ddex_app: null, is_delete: false, playlist_owner_id: owner.user_id },
    });
    expect(await changed(change({ ...fixed, is_album: false }, { entity_id: playlist.album }))).toMatchObject({
      playlist: { is_album: true, ddex_app: "0xapp" },
    });
  });

  test.each([null, "", 5])("situation 73: the name %j takes the name away, and no route", async (playlist_name) => {
    expect(await changed(change({ playlist_name }))).toMatchObject({
      playlist: { playlist_name: null },
      routes: [["mix", "mix", 0, true]],
    });
  });

  test.each<[name: string, routes: unknown]>([
    ["Mix", [["mix", "mix", 0, true]]],
    [
      "mix",
      [
        ["mix", "mix", 0, false],
        ["mix-1", "mix", 1, true],
      ],
    ],
    [
      "New",
      [
        ["mix", "mix", 0, false],
        ["new", "new", 0, true],
      ],
    ],
  ])("the name %j leaves routes", async (playlist_name, routes) => {
    expect(await changed(change({ playlist_name }))).toMatchObject({ playlist: { playlist_name }, routes });
  });

  test("a first name brings a route", async () => {
    expect(await changed(change({ playlist_name: "New" }, { entity_id: playlist.nameless }))).toMatchObject({
      routes: [["new", "new", 0, true]],
    });
  });

  test.each<[data: object, expected: object]>([
    [
      { description: null, is_private: null },
      { description: null, is_private: false },
    ],
    [
      { is_private: true, is_scheduled_release: true, release_date: "1798135200" },
      { is_private: true, is_scheduled_release: true, release_date: "2026-12-24T18:00:00" },
    ],
    [{ release_date: "2026-12-24" }, { release_date: null }],
    [
      { artists: [], copyright_line: null },
      { artists: [], copyright_line: null },
    ],
  ])("changes by %j to %j", async (data, expected) => {
    expect(await changed(change(data))).toMatchObject({ playlist: expected });
  });

  test("the history of the price has a row whenever price or splits change", async () => {
    const album = { entity_id: playlist.album };
    const first = [100, before];
    const { price, splits } = sold.usdc_purchase;
    expect(await changed(change(gate({ splits, price }), album))).toMatchObject({ prices: [first] });
    expect(await changed(change({ stream_conditions: {} }, album))).toMatchObject({ prices: [first] });
    for (const purchase of [
      { price: 101, splits },
      { price: 100, splits: [] },
    ]) {
      const expected = [first, [purchase.price, now]];
      expect(await changed(change(gate(purchase), album))).toMatchObject({ prices: expected });
      // Of several changes in one moment the first counts.
      expect(await changed(change(gate(purchase), album), change(gate({ price: 5, splits }), album))).toMatchObject({
        prices: expected,
      });
    }
  });

  test.each<[code: string, tried: Partial<TriedTransaction>]>([
    ["signer_not_authorized", { signer: other.signer }],
    ["playlist_missing", { entity_id: playlist.unborn }],
    ["playlist_missing", { entity_id: 2n ** 40n }],
    ["playlist_deleted", { entity_id: playlist.deleted }],
    ["playlist_not_own", other],
    ...badPlaylists.map(([code, data]): [string, Partial<TriedTransaction>] => [code, { metadata: enveloped(data) }]),
  ])("refuses with %s", async (code, tried) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, change({}, tried))).toMatchObject({ code });
    });
  });
});
