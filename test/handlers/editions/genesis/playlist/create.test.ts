import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../../../support/procedure.ts";
import {
  badPlaylists,
  before,
  gate,
  longestSlug,
  longName,
  other,
  owner,
  playlist,
  playlistAfter,
  playlistRows,
  sold,
  track,
} from "../../../playlist/seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, playlistRows);
});

afterAll(() => database.drop());

/** When the playlists were created on the old chain. */
const then = "2021-05-06T07:08:09.123456";

function carried(data: object, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return {
    ...owner,
    kind: "manage_entity_migration",
    entity_type: "Playlist",
    action: "Create",
    entity_id: 70,
    metadata: enveloped({ created_at: `${then}Z`, ...data }),
    ...changes,
  };
}

/** The playlist and what goes with it, applied and then undone. */
async function created(tried: TriedTransaction): Promise<unknown> {
  return undone(database.client, async () => {
    expect(await apply(database.client, tried)).toBeNull();
    return (await database.client.query(playlistAfter, [tried.entity_id])).rows[0];
  });
}

describe("Playlist Create of the genesis range", () => {
  test("a playlist has its id and times of the old chain, deleted or not, with a description of any length", async () => {
    const description = "x".repeat(3_000);
    const listed = { playlist_contents: [{ track: track.foreign, time: 5 }] };
    for (const is_delete of [true, false]) {
      expect(await created(carried({ description, is_delete, ...listed }))).toMatchObject({
        playlist: {
          is_delete,
          description,
          created_at: then,
          updated_at: then,
          last_added_to: then,
          release_date: then,
        },
        entries: [[track.foreign, false, then, then]],
        tracks: { [track.foreign]: [[70], {}, then] },
      });
    }
  });

  test("situation 25: a name without a route brings two", async () => {
    expect(await created(carried({ playlist_name: "Hits" }, { entity_id: 400_017 }))).toMatchObject({
      routes: [
        ["hits", "hits", 0, true],
        ["hits-400017", "hits-400017", 0, false],
      ],
    });
  });

  test.each<[situation: string, data: object, routes: unknown]>([
    ["situation 26: the route with the number", { route_slug: "hits-70" }, [["hits-70", "hits-70", 0, true]]],
    [
      "a route of another name",
      { route_slug: "old", route_title_slug: "o", route_collision_id: 3 },
      [
        ["hits-70", "hits-70", 3, false],
        ["old", "o", 3, true],
      ],
    ],
    ["no name", { route_slug: "old", playlist_name: "" }, null],
  ])("%s", async (_, data, routes) => {
    expect(await created(carried({ playlist_name: "Hits", ...data }))).toMatchObject({ routes });
  });

  test("refuses a slug that only its number makes too long", async () => {
    const title_slug = longName.slice(0, longestSlug - "-70".length);
    const taken = { slug: "short", title_slug, collision_id: 99, playlist_id: 3, blocknumber: 0 };
    await undone(database.client, async () => {
      await seed(database.client, { playlist_routes: [{ ...taken, owner_id: owner.user_id }] });
      expect(await apply(database.client, carried({ playlist_name: title_slug }))).toMatchObject({
        code: "slug_too_long",
      });
    });
  });

  test("a price is noted at the playlist's time, but not one that it has already", async () => {
    const sale = gate(sold.usdc_purchase);
    expect(await created(carried(sale))).toMatchObject({ prices: [[100, then]] });
    const { price: total_price_cents, splits } = sold.usdc_purchase;
    const row = { playlist_id: 70, total_price_cents, splits, blocknumber: 0, block_timestamp: before };
    await undone(database.client, async () => {
      await seed(database.client, { album_price_history: [row] });
      expect(await apply(database.client, carried(sale))).toBeNull();
      const { rows } = await database.client.query(playlistAfter, [70]);
      expect(rows).toMatchObject([{ prices: [[100, before]] }]);
    });
  });

  test("situation 27 and situation 28: tracks that it once held are kept with their times, and know of it", async () => {
    const came = "2020-01-01T00:00:00";
    const left = "2020-02-01T00:00:00";
    const removed_tracks = [
      { track_id: track.held, created_at: `${came}Z`, updated_at: `${left}.75Z` },
      { track_id: track.held, created_at: `${left}Z`, updated_at: `${left}Z` },
      { track_id: track.foreign, created_at: `${came}Z`, updated_at: `${left}Z` },
      { track_id: track.left, updated_at: `${left}Z` },
      { track_id: "ML51L" },
      { track: 5, updated_at: "2020-02-01" },
      7,
    ];
    const playlist_contents = [{ track: track.foreign }];
    expect(await created(carried({ playlist_contents, removed_tracks }))).toMatchObject({
      entries: [
        [2, true, then, then],
        [5, true, then, then],
        [track.held, true, came, `${left}.75`],
        [track.left, true, left, left],
        [track.foreign, false, then, then],
      ],
      tracks: {
        [track.held]: [[7, playlist.mix], { 70: { time: 1_580_515_200 } }, `${left}.75`],
        [track.left]: [[], { 70: { time: 1_580_515_200 }, [playlist.mix]: { time: 5 } }, left],
        [track.foreign]: [[70], {}, then],
        [track.deleted]: [[], {}, before],
      },
    });
    expect(await created(carried({ removed_tracks: "x" }))).toMatchObject({ entries: null });
  });

  test.each<[code: string, data: object]>([
    ["removed_tracks_out_of_range", { removed_tracks: [{ track_id: 2 ** 31 }] }],
    ["removed_tracks_out_of_range", { removed_tracks: [{ track_id: 5, updated_at: "9300000000000" }] }],
    ["route_taken", { playlist_name: "a", route_slug: "mix" }],
    ["slug_too_long", { playlist_name: "a", route_slug: longName }],
    ["slug_too_long", { playlist_name: "a", route_slug: "a", route_title_slug: longName }],
    ["invalid_route_collision_id", { playlist_name: "a", route_slug: "a", route_collision_id: 2 ** 31 }],
    ...badPlaylists.filter(([code]) => code !== "description_too_long"),
  ])("refuses with %s", async (code, data) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, carried(data))).toMatchObject({ code });
    });
  });

  test.each<[code: string, tried: Partial<TriedTransaction>]>([
    ["metadata_missing", { metadata: "null" }],
    ["signer_not_authorized", { signer: other.signer }],
    ["playlist_exists", { entity_id: playlist.deleted }],
    ["playlist_id_out_of_range", { entity_id: 2n ** 31n }],
  ])("refuses with %s", async (code, tried) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, carried({}, tried))).toMatchObject({ code });
    });
  });
});
