import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { artist, comment, commentRows, fan, said, track } from "./seed.ts";

const pinned = 2_000_020;

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, commentRows);
  await seed(database.client, {
    tracks: [{ track_id: pinned, owner_id: artist.user_id, pinned_comment_id: comment.song }],
  });
});

afterAll(() => database.drop());

/** The artist pins a comment, or takes it down, on the track that the metadata names. */
function act(action: string, entity_id: unknown, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return said(action, { entity_id }, { ...artist, ...changes });
}

describe("Comment Pin and Unpin", () => {
  test.each<[what: string, tried: TriedTransaction, on: number, pinned_comment_id: number | null]>([
    ["puts a comment on top", act("Pin", track.song), track.song, comment.song],
    [
      "takes metadata without an envelope",
      act("Pin", 0, { metadata: `{"entity_id":${track.song}}` }),
      track.song,
      comment.song,
    ],
    ["cuts the number of a track", act("Pin", track.song + 0.9), track.song, comment.song],
    ["takes a deleted comment", act("Pin", track.song, { entity_id: comment.deleted }), track.song, comment.deleted],
    ["takes one about something else", act("Pin", track.song, { entity_id: comment.club }), track.song, comment.club],
    ["takes the place of another", act("Pin", pinned, { entity_id: comment.club }), pinned, comment.club],
    ["takes a deleted track", act("Pin", track.deleted), track.deleted, comment.song],
    ["takes it down", act("Unpin", pinned), pinned, null],
  ])("%s, and says no more of the track than when", async (_, tried, on, pinned_comment_id) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried)).toBeNull();
      const { rows } = await database.client.query(
        "select pinned_comment_id, updated_at::text, txhash, blocknumber from tracks where track_id = $1",
        [on],
      );
      const kept = { txhash: "0xseed", blocknumber: null };
      expect(rows).toEqual([{ pinned_comment_id, updated_at: "2026-10-01 12:00:00.25", ...kept }]);
    });
  });

  test.each([
    { action: "Pin", code: "already_pinned", tried: act("Pin", pinned) },
    { action: "Unpin", code: "not_pinned", tried: act("Unpin", track.song) },
    { action: "Unpin", code: "not_pinned", tried: act("Unpin", pinned, { entity_id: comment.club }) },
  ])("$action: $code", async ({ code, tried }) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });

  describe.each(["Pin", "Unpin"])("%s", (action) => {
    test.each([
      ["signer_not_authorized", act(action, track.song, { signer: fan.signer })],
      ["comment_missing", act(action, track.song, { entity_id: 999 })],
      ["comment_missing", act(action, track.song, { entity_id: 2n ** 31n })],
      ["track_missing", act(action, 12)],
      ["track_missing", act(action, String(track.song))],
      ["track_missing", act(action, 2 ** 64)],
      ["track_missing", act(action, 0, { metadata: "" })],
      ["track_not_own", act(action, track.song, fan)],
      ["track_not_own", act(action, track.namesake, { metadata: enveloped({ entity_id: track.namesake }) })],
    ])("%s: %#", async (code, tried) => {
      expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
    });
  });
});
