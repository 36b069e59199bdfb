import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, undone } from "../../support/procedure.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  const playlist = { playlist_owner_id: 2, is_album: false, is_private: true, playlist_contents: { track_ids: [] } };
  await seed(database.client, {
    users: [{ user_id: 1, wallet: "0xone" }],
    playlists: [
      { ...playlist, playlist_id: 10 },
      { ...playlist, playlist_id: 11, is_delete: true, is_album: true },
      { ...playlist, playlist_id: 12, is_current: false },
    ],
    playlist_seen: [{ user_id: 1, playlist_id: 10, seen_at: "2026-05-01T00:00:00.75" }],
  });
});

afterAll(() => database.drop());

const view = { entity_type: "Notification", action: "ViewPlaylist", user_id: 1, entity_id: 10, signer: "0xone" };

/** When user 1 has looked at a playlist, after looks at these times; all of them are current. */
async function seenAfter(entity_id: number, times: readonly string[]): Promise<unknown[]> {
  return await undone(database.client, async () => {
    for (const time of times) expect(await apply(database.client, { ...view, entity_id, time })).toBeNull();
    const { rows } = await database.client.query(
      "select to_char(seen_at, 'HH24:MI:SS.MS') as at, txhash from playlist_seen where playlist_id = $1 and is_current order by 1",
      [entity_id],
    );
    return rows.map(({ at, txhash }) => `${at} ${txhash}`);
  });
}

describe("Notification ViewPlaylist", () => {
  test("situation 92: notes each look, and keeps those of before", async () => {
    const looks = ["2026-05-01T00:00:01Z", "2026-05-01T00:00:01.5Z"];
    expect(await seenAfter(10, looks)).toEqual(["00:00:00.750 0xseed", "00:00:01.000 0xtx1", "00:00:01.500 0xtx2"]);
  });

  test("notes a second look at the same time not at all", async () => {
    expect(await seenAfter(10, ["2026-05-01T00:00:00.75Z"])).toEqual(["00:00:00.750 0xseed"]);
  });

  test("takes a deleted album", async () => {
    expect(await seenAfter(11, ["2026-05-01T00:00:01Z"])).toEqual(["00:00:01.000 0xtx1"]);
  });

  test.each([
    ["user_missing", { user_id: 9 }],
    ["signer_not_authorized", { signer: "0xother" }],
    ["playlist_missing", { entity_id: 99 }],
    ["playlist_missing", { entity_id: 12 }],
    ["playlist_missing", { entity_id: 2n ** 31n }],
  ])("%s: %#", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...view, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
