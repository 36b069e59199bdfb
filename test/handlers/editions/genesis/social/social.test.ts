/** Follow, Save, Repost, Subscribe and Share of the old state. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../../../support/procedure.ts";
import { artist, event, fan, playlist, socialRows, track, tried } from "../../../social/seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, socialRows);
});

afterAll(() => database.drop());

const created_at = "2019-03-04T05:06:07.123456Z";
const then = "2019-03-04T05:06:07.123456";

/** An action of the old state; `entity_type` and `entity_id` are those of the artist where nothing else is said. */
function carried(action: string, about: Partial<TriedTransaction> = {}, data: object = {}): TriedTransaction {
  return tried(action, {
    kind: "manage_entity_migration",
    metadata: JSON.stringify({ created_at, ...data }),
    ...about,
  });
}

/** The rows of a table after some transactions, all applied and then undone. */
async function rowsAfter(table: string, transactions: readonly TriedTransaction[]): Promise<unknown[]> {
  return await undone(database.client, async () => {
    for (const each of transactions) {
      expect(await apply(database.client, each)).toBeNull();
    }
    const { rows } = await database.client.query(`select to_jsonb(${table}) as row from ${table} order by txhash`);
    return rows.map(({ row }) => row);
  });
}

const song = { entity_type: "Track", entity_id: track.song };
const stamp = { txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1, created_at: then };

describe.each<[action: string, table: string, about: Partial<TriedTransaction>, row: object]>([
  ["Follow", "follows", {}, { follower_user_id: fan.user_id, followee_user_id: artist.user_id }],
  ["Save", "saves", song, { save_item_id: track.song, save_type: "track", is_save_of_repost: false }],
  ["Repost", "reposts", song, { repost_item_id: track.song, repost_type: "track", is_repost_of_repost: false }],
  ["Subscribe", "subscriptions", {}, { user_id: artist.user_id, entity_id: artist.user_id, entity_type: "User" }],
])("%s", (action, table, about, row) => {
  test.each<[data: object, is_delete: boolean]>([
    [{}, false],
    [{ is_delete: false }, false],
    [{ is_delete: true }, true],
    [{ is_delete: 1 }, false],
    [{ is_delete: "true" }, false],
  ])("is carried with %j, at its own time", async (data, is_delete) => {
    const rows = await rowsAfter(table, [carried(action, about, data)]);
    expect(rows).toMatchObject([{ ...row, ...stamp, is_current: true, is_delete }]);
  });

  test("may come after one that was taken back", async () => {
    const rows = await rowsAfter(table, [carried(action, about, { is_delete: true }), carried(action, about)]);
    expect(rows).toMatchObject([
      { ...stamp, txhash: "0xtx2", blockhash: "0xblock2", blocknumber: 2, is_delete: false },
    ]);
  });
});

test("situation 29: a follow that was taken back brings no subscription, nor does another", async () => {
  const takenBack = [carried("Follow", {}, { is_delete: true })];
  expect(await rowsAfter("follows", takenBack)).toMatchObject([{ is_delete: true }]);
  expect(await rowsAfter("subscriptions", takenBack)).toEqual([]);
  expect(await rowsAfter("subscriptions", [carried("Follow")])).toEqual([]);
});

test("situation 30: one's own album is saved as a playlist", async () => {
  const about = { entity_type: "Playlist", entity_id: playlist.fansAlbum };
  expect(await rowsAfter("saves", [carried("Save", about)])).toMatchObject([{ save_type: "playlist" }]);
  expect(await rowsAfter("reposts", [carried("Repost", about)])).toMatchObject([{ repost_type: "playlist" }]);
});

test("situation 31: a user and an event of one number are two subscriptions", async () => {
  const about = { entity_id: event.on };
  const both = [carried("Subscribe", { entity_type: "Event", ...about }), carried("Subscribe", about)];
  const row = { user_id: event.on, entity_id: event.on, is_delete: false };
  expect(await rowsAfter("subscriptions", both)).toMatchObject([
    { ...row, entity_type: "Event" },
    { ...row, entity_type: "User" },
  ]);
});

test("a share is a row at its own time, by the rules of a live one", async () => {
  expect(await rowsAfter("shares", [carried("Share", song)])).toMatchObject([{ share_type: "track", ...stamp }]);
});

test.each<[code: string, tried: TriedTransaction, before?: TriedTransaction]>([
  ["own_user", carried("Follow", { entity_id: fan.user_id })],
  ["signer_not_authorized", carried("Follow", { signer: artist.signer })],
  ["target_missing", carried("Follow", { entity_id: 99 })],
  ["already_following", carried("Follow", {}, { is_delete: true }), carried("Follow")],
  ["own_user", carried("Subscribe", { entity_id: fan.user_id })],
  ["target_missing", carried("Subscribe", { entity_id: 2n ** 31n })],
  ["situation 32: target_missing", carried("Subscribe", { entity_type: "Event", entity_id: 99 })],
  ["situation 32: target_missing", carried("Subscribe", { entity_type: "Event", entity_id: event.deleted })],
  ["already_subscribed", carried("Subscribe"), carried("Subscribe")],
  ["target_type_unknown", carried("Save")],
  ["signer_not_authorized", carried("Save", { ...song, signer: artist.signer })],
  ["target_missing", carried("Save", { ...song, entity_id: 99 })],
  ["target_missing", carried("Save", { entity_type: "Playlist", entity_id: 99 })],
  ["target_missing", carried("Save", { ...song, entity_id: 2n ** 31n })],
  ["already_saved", carried("Save", song), carried("Save", song)],
  ["target_type_unknown", carried("Repost")],
  ["signer_not_authorized", carried("Repost", { ...song, signer: artist.signer })],
  ["target_missing", carried("Repost", { ...song, entity_id: 2n ** 31n })],
  ["target_missing", carried("Repost", { entity_type: "Playlist", entity_id: 99 })],
  ["target_missing", carried("Repost", { ...song, entity_id: 99 })],
  ["already_reposted", carried("Repost", song), carried("Repost", song)],
])("%s: %#", async (name, transaction, before) => {
  const refused = await undone(database.client, async () => {
    if (before !== undefined) {
      expect(await apply(database.client, before)).toBeNull();
    }
    return await apply(database.client, transaction);
  });
  expect(refused?.code).toBe(name.split(": ").at(-1));
});
