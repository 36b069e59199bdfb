/** Save and Repost, which are alike. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { artist, fan, left, now, playlist, socialRows, track, tried } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, socialRows);
});

afterAll(() => database.drop());

const song = { entity_type: "Track", entity_id: track.song };

describe.each([
  {
    action: "Save",
    undo: "Unsave",
    table: "saves",
    column: "save",
    flag: "is_save_of_repost",
    repeated: "already_saved",
    absent: "not_saved",
  } as const,
  {
    action: "Repost",
    undo: "Unrepost",
    table: "reposts",
    column: "repost",
    flag: "is_repost_of_repost",
    repeated: "already_reposted",
    absent: "not_reposted",
  } as const,
])("$action and $undo", ({ action, undo, table, column, flag, repeated, absent }) => {
  /** The rows that transactions leave, all applied and then undone. */
  async function rowsAfter(transactions: readonly TriedTransaction[]): Promise<unknown[]> {
    return await undone(database.client, async () => {
      for (const each of transactions) expect(await apply(database.client, each)).toBeNull();
      const { rows } = await database.client.query(`select to_jsonb(${table}) as row from ${table}`);
      return rows.map(({ row }) => row);
    });
  }

  test("note a track", async () => {
    expect(await rowsAfter([tried(action, song)])).toEqual([
      {
        user_id: fan.user_id,
        [`${column}_item_id`]: track.song,
        [`${column}_type`]: "track",
        [flag]: false,
        is_current: true,
        is_delete: false,
        created_at: now,
        txhash: "0xtx1",
        blockhash: "0xblock1",
        blocknumber: 1,
        slot: null,
      },
    ]);
  });

  test.each([
    [[action], ["on 0xtx1"]],
    [[action, `${action}: ${repeated}`], ["on 0xtx1"]],
    [[action, undo], ["off 0xtx2"]],
    [[action, undo, action], ["on 0xtx3"]],
    [[`${undo}: ${absent}`], []],
    [[action, undo, `${undo}: ${absent}`], ["off 0xtx2"]],
  ])("%j", async (steps, expected) => {
    expect(await left(database, { table, steps, about: song })).toEqual(expected);
  });

  test.each<[situation: string, about: Partial<TriedTransaction>, type: string]>([
    ["the entity type says", { entity_type: "playlist", entity_id: playlist.songs }, "playlist"],
    ["an album is a playlist", { entity_type: "ALBUM", entity_id: playlist.songs }, "playlist"],
    [
      "the metadata's type says first",
      { ...song, entity_id: playlist.songs, metadata: '{"type":"Playlist"}' },
      "playlist",
    ],
    [
      "situation 79: own items, an album by its type",
      { entity_type: "x", entity_id: playlist.fansAlbum, metadata: enveloped({ type: "ALBUM" }) },
      "playlist",
    ],
    ["situation 79: own tracks", { entity_type: "Track", entity_id: track.fans }, "track"],
    ["another type does not count", { ...song, metadata: '{"type":"User"}' }, "track"],
    ["nor does one with U+0000", { ...song, metadata: '{"type":"playlist\\u0000"}' }, "track"],
    ["where nothing says, the track of that number", { entity_type: "x", entity_id: track.deleted }, "track"],
    ["else the playlist", { entity_type: "User", entity_id: playlist.songs }, "playlist"],
    ["deleted tracks are there", { entity_type: "Track", entity_id: track.deleted }, "track"],
    ["so are deleted playlists", { entity_type: "Playlist", entity_id: playlist.deleted }, "playlist"],
  ])("what it is: %s", async (_, about, type) => {
    expect(await rowsAfter([tried(action, about)])).toMatchObject([{ [`${column}_type`]: type }]);
  });

  test("undoing goes by the metadata's type first, too", async () => {
    const both = { entity_type: "Track", entity_id: playlist.songs, metadata: '{"type":"playlist"}' };
    expect(await rowsAfter([tried(action, both), tried(undo, both)])).toMatchObject([{ is_delete: true }]);
  });

  test.each([
    ["true", true],
    ["1", false],
    ['"true"', false],
    ["null", false],
  ])("situation 80: the flag %s is %s, when done and when undone", async (value, expected) => {
    const about = { ...song, metadata: `{"${flag}":${value}}` };
    expect(await rowsAfter([tried(action, about)])).toMatchObject([{ [flag]: expected }]);
    expect(await rowsAfter([tried(action, song), tried(undo, about)])).toMatchObject([{ [flag]: expected }]);
  });

  test.each([
    ["signer_not_authorized", tried(action, { ...song, signer: artist.signer })],
    ["target_type_unknown", tried(action)],
    ["target_type_unknown", tried(action, { entity_type: "", entity_id: 2n ** 31n })],
    ["target_missing", tried(action, { ...song, entity_id: playlist.songs })],
    ["target_missing", tried(action, { ...song, entity_id: track.past })],
    ["target_missing", tried(action, { ...song, entity_id: 2n ** 31n })],
    ["target_missing", tried(action, { entity_type: "Playlist", entity_id: track.song })],
    ["target_missing", tried(action, { entity_type: "Playlist", entity_id: -(2n ** 63n) })],
    ["signer_not_authorized", tried(undo, { ...song, signer: artist.signer })],
    ["target_type_unknown", tried(undo)],
    [absent, tried(undo, { ...song, entity_id: 2n ** 31n })],
  ])("%s: %#", async (code, transaction) => {
    expect((await undone(database.client, () => apply(database.client, transaction)))?.code).toBe(code);
  });
});
