import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, undone } from "../../../../support/procedure.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  const playlist = { playlist_owner_id: 2, is_album: false, is_private: true, playlist_contents: { track_ids: [] } };
  await seed(database.client, {
    users: [{ user_id: 1, wallet: "0xone" }],
    playlists: [
      { ...playlist, playlist_id: 10 },
      { ...playlist, playlist_id: 11, is_delete: true },
    ],
    playlist_seen: [
      { user_id: 1, playlist_id: 11, seen_at: "2026-05-01T00:00:00", is_current: false },
      { user_id: 1, playlist_id: 11, seen_at: "2026-05-02T00:00:00" },
    ],
  });
});

afterAll(async () => {
  await database.drop();
});

const view = { entity_type: "Notification", action: "ViewPlaylist", user_id: 1, entity_id: 10, signer: "0xone" };

describe("Notification ViewPlaylist", () => {
  test.each([
    ["the first view", 10, "2026-06-01T12:00:00Z"],
    ["another one", 11, "2026-06-01T12:00:00Z"],
    ["another one at the same time", 11, "2026-05-02T00:00:00Z"],
  ])("keeps %s as the only current one", async (_, entity_id, time) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...view, entity_id, time })).toBeNull();
      const { rows } = await database.client.query(
        `select to_char(seen_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as time, blocknumber, blockhash, txhash
         from playlist_seen where playlist_id = $1 and is_current`,
        [entity_id],
      );
      expect(rows).toEqual([{ time, blocknumber: 1, blockhash: "0xblock1", txhash: "0xtx1" }]);
    });
  });

  test.each([
    ["user_missing", { user_id: 9 }],
    ["signer_not_authorized", { signer: "0xother" }],
    ["playlist_missing", { entity_id: 99 }],
    ["view_exists", { entity_id: 11, time: "2026-05-01T00:00:00Z" }],
  ])("%s", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...view, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
