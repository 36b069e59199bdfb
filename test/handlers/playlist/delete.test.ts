import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { before, now, other, owner, playlist, playlistAfter, playlistRows, time, track } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, playlistRows);
});

afterAll(() => database.drop());

const deletion: TriedTransaction = {
  ...owner,
  entity_type: "Playlist",
  action: "Delete",
  entity_id: playlist.mix,
  metadata: "{",
  time,
};

describe("Playlist Delete", () => {
  test("situation 75: marks the playlist once, and leaves its routes and tracks as they are", async () => {
    await undone(database.client, async () => {
      expect(await apply(database.client, deletion)).toBeNull();
      const { rows } = await database.client.query(playlistAfter, [playlist.mix]);
      expect(rows[0]).toMatchObject({
        playlist: { is_delete: true, is_current: true, updated_at: now, txhash: "0xtx1", playlist_name: "Mix" },
        routes: [["mix", "mix", 0, true]],
        entries: [[track.held, false, before, before], expect.anything()],
        tracks: { [track.held]: [[7, playlist.mix], {}, before] },
      });
      expect(await apply(database.client, deletion)).toMatchObject({ code: "playlist_deleted" });
    });
  });

  test.each<[code: string, tried: Partial<TriedTransaction>]>([
    ["signer_not_authorized", { signer: other.signer }],
    ["playlist_missing", { entity_id: playlist.unborn }],
    ["playlist_deleted", { entity_id: playlist.deleted }],
    ["playlist_not_own", other],
  ])("refuses with %s", async (code, tried) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...deletion, ...tried })).toMatchObject({ code });
    });
  });
});
