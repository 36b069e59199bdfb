import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";
import { artist, other, trackAfter, trackRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, {
    ...trackRows,
    users: [...(trackRows.users ?? []), { user_id: 3_000_009, wallet: "0xDdex" }],
    grants: [{ user_id: artist.user_id, grantee_address: "0xddex", is_revoked: false, is_approved: true }],
  });
});

afterAll(async () => {
  await database.drop();
});

const remove = { ...artist, entity_type: "Track", action: "Delete" };

describe("Track Delete", () => {
  test.each([
    ["a track", { entity_id: 2_000_001 }, { routes: [["song", "song", 0, true]] }],
    ["a deleted stem, which is one no more", { entity_id: 2_000_005 }, { stems: null, track: { stem_of: null } }],
    ["a remix, which stays one", { entity_id: 2_000_006 }, { remixes: [2_000_001] }],
    ["a track of DDEX by its app", { entity_id: 2_000_004, signer: "0xDdex" }, {}],
    [
      "a track, with metadata",
      { entity_id: 2_000_001, metadata: enveloped({ title: "x" }) },
      { track: { title: "Song" } },
    ],
  ])("marks %s as deleted and stamps it", async (_, changes, expected) => {
    await undone(database.client, async () => {
      const tried = { ...remove, ...changes };
      expect(await apply(database.client, tried)).toBeNull();
      const { rows } = await database.client.query(trackAfter, [tried.entity_id]);
      const stamp = { is_delete: true, txhash: "0xtx1", blocknumber: 1, updated_at: "2026-06-01T12:00:00" };
      expect(rows).toMatchObject([expected]);
      expect(rows).toMatchObject([{ track: stamp }]);
    });
  });

  test.each([
    ["metadata_not_json", { metadata: "{" }],
    ["metadata_without_changes", { metadata: enveloped({ playlist_name: "x" }) }],
    ["signer_not_authorized", { signer: other.signer }],
    ["track_missing", { entity_id: 99 }],
    ["track_not_own", other],
    ["signer_not_ddex_app", { entity_id: 2_000_004 }],
    ["signer_not_ddex_app", { entity_id: 2_000_004, signer: "0xDDEX" }],
  ])("%s: %o", async (code, changes) => {
    const tried = { ...remove, entity_id: 2_000_001, ...changes };
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
