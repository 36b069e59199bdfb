import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, undone } from "../../support/procedure.ts";
import { artist, now, other, time, track, trackAfter, trackRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, trackRows);
});

afterAll(() => database.drop());

const remove = { ...artist, entity_type: "Track", action: "Delete", time };

describe("Track Delete", () => {
  test.each([
    ["a track, whose routes stay", track.song, { routes: [["my-song", "my-song", 0, true]] }],
    ["a stem, which is a part of no track then", track.bass, { stems: null, track: { stem_of: null } }],
    ["a remix, which stays one", track.remix, { remixes: [track.song] }],
  ])("marks %s as deleted, and stamps it", async (_, entity_id, expected) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...remove, entity_id, metadata: "not looked at" })).toBeNull();
      const { rows } = await database.client.query(trackAfter, [entity_id]);
      const stamps = { is_delete: true, txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1, updated_at: now };
      expect(rows).toMatchObject([expected]);
      expect(rows).toMatchObject([{ track: stamps }]);
    });
  });

  test.each([
    ["signer_not_authorized", { signer: other.signer }],
    ["track_missing", { entity_id: 99 }],
    ["track_deleted", { entity_id: track.deleted }],
    ["track_not_own", other],
  ])("%s: %o", async (code, changes) => {
    const tried = { ...remove, entity_id: track.song, ...changes };
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
