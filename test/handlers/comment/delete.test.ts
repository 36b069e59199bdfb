import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { artist, comment, commentRows, event, fan, friend, said } from "./seed.ts";

const host = friend;
/** On a fan club that bears the number of a track of the fan's, and by somebody else. */
const clubNamedAsTrack = 120;

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, commentRows);
  await seed(database.client, {
    comments: [{ comment_id: clubNamedAsTrack, user_id: 5, text: "x", entity_type: "FanClub", entity_id: event.on }],
  });
});

afterAll(() => database.drop());

function remove(entity_id: number | bigint, by: typeof fan, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return said("Delete", undefined, { entity_id, ...by, ...changes });
}

describe("Comment Delete", () => {
  test.each([
    ["who wrote it", comment.song, fan],
    ["the owner of its track", comment.song, artist],
    ["the artist of its fan club", comment.club, artist],
    ["the host of its event", comment.event, host],
  ])("marks a comment for %s", async (_, entity_id, by) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, remove(entity_id, by))).toBeNull();
      const { rows } = await database.client.query(
        "select is_delete, text, txhash, blocknumber, updated_at::text from comments where comment_id = $1",
        [entity_id],
      );
      const stamp = { txhash: "0xtx1", blocknumber: 1, updated_at: "2026-10-01 12:00:00.25" };
      expect(rows).toEqual([{ is_delete: true, text: "nice", ...stamp }]);
    });
  });

  test.each([
    ["signer_not_authorized", remove(comment.song, fan, { signer: artist.signer })],
    ["comment_missing", remove(999, fan)],
    ["comment_missing", remove(2n ** 31n, fan)],
    ["comment_missing", remove(comment.deleted, fan)],
    ["comment_not_own", remove(comment.song, friend)],
    ["comment_not_own", remove(comment.club, friend)],
    ["comment_not_own", remove(comment.event, artist)],
    ["comment_not_own", remove(clubNamedAsTrack, fan)],
  ])("%s: %#", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
