import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";
import { other, owner, type PlaylistAfter, playlistAfter, playlistRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, playlistRows);
});

afterAll(async () => {
  await database.drop();
});

const remove = { ...owner, entity_type: "Playlist", action: "Delete", entity_id: 400001 };

/** The playlist and all that goes with it. */
async function stateOf(entity_id: number): Promise<PlaylistAfter | undefined> {
  return (await database.client.query<PlaylistAfter>(playlistAfter, [entity_id])).rows[0];
}

describe("Playlist Delete", () => {
  test.each([400001, 400007])("marks playlist %d, and leaves routes and tracks as they are", async (entity_id) => {
    const before = await stateOf(entity_id);
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...remove, entity_id })).toBeNull();
      expect(await stateOf(entity_id)).toMatchObject({
        ...before,
        playlist: {
          playlist_id: entity_id,
          is_delete: true,
          is_current: true,
          txhash: "0xtx1",
          updated_at: "2026-06-01T12:00:00",
          created_at: "2026-01-01T00:00:00",
        },
      });
    });
  });

  test("lets the app delete that brought the playlist by DDEX", async () => {
    await undone(database.client, async () => {
      await seed(database.client, {
        developer_apps: [{ address: "0xapp", name: "app", user_id: 3000002 }],
        grants: [{ grantee_address: "0xapp", user_id: 3000001, is_revoked: false, is_approved: true }],
      });
      expect(await apply(database.client, { ...remove, entity_id: 400004, signer: "0xApp" })).toBeNull();
      expect((await apply(database.client, { ...remove, entity_id: 400004, signer: "0xapp" }))?.code).toBe(
        "signer_not_ddex_app",
      );
    });
  });

  test.each<[string, object]>([
    ["metadata_not_json", { metadata: "{" }],
    ["metadata_without_changes", { metadata: enveloped({ reason: "old" }) }],
    ["signer_not_authorized", { signer: other.signer }],
    ["playlist_missing", { entity_id: 400099 }],
    ["playlist_not_own", other],
    ["signer_not_ddex_app", { entity_id: 400004 }],
  ])("%s", async (expected, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...remove, ...changes }));
    expect(refused?.code).toBe(expected);
  });
});
