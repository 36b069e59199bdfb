import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../../../support/procedure.ts";
import {
  act,
  artist,
  clubComment,
  comment,
  deletedComment,
  fan,
  found,
  otherTrack,
  star,
  track,
  walletOf,
  world,
} from "./world.ts";

const pinnedTrack = 20;
const everythingVisible = { mood: true, tags: true, genre: true, share: true, remixes: true, play_count: true };

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, world);
  await seed(database.client, {
    tracks: [{ track_id: pinnedTrack, owner_id: artist, is_delete: true, pinned_comment_id: comment }],
  });
});
afterAll(() => database.drop());

function pin(data: unknown = { entity_id: track }, by: number = artist, on: number = comment): TriedTransaction {
  return act("Pin", { by, on, data });
}

function unpin(
  data: unknown = { entity_id: pinnedTrack },
  by: number = artist,
  on: number = comment,
): TriedTransaction {
  return act("Unpin", { by, on, data });
}

const pinnedOn = (track_id: number) =>
  `select pinned_comment_id, txhash, blockhash, blocknumber, updated_at = '2026-06-01 12:00' as updated, field_visibility
   from tracks where track_id = ${track_id}`;
const stamp = {
  txhash: "0xtx1",
  blockhash: "0xblock1",
  blocknumber: 1,
  updated: true,
  field_visibility: everythingVisible,
};

describe("Comment Pin", () => {
  const taken: [name: string, on: number, to: number][] = [
    ["a comment", comment, track],
    ["another comment in place of the one that was, on a deleted track", clubComment, pinnedTrack],
    ["a deleted comment", deletedComment, track],
  ];
  it.each(taken)("pins %s", async (_, on, to) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, pin({ entity_id: to }, artist, on))).toBeNull();
      expect(await found(database.client, pinnedOn(to))).toEqual([{ pinned_comment_id: on, ...stamp }]);
    });
  });

  it("pins a comment on another track of the artist's", async () => {
    await undone(database.client, async () => {
      expect(await apply(database.client, pin({ entity_id: otherTrack }, star))).toBeNull();
    });
  });

  const refused: [code: string, tried: TriedTransaction][] = [
    ["metadata_missing", { ...pin(), metadata: "" }],
    ["metadata_without_changes", pin({ title: "x" })],
    ["signer_not_authorized", { ...pin(), signer: walletOf(fan) }],
    ["comment_missing", pin({ entity_id: track }, artist, 999)],
    ["invalid_parent_comment_id", pin({ entity_id: track, parent_comment_id: { a: 1 } })],
    ["track_missing", pin({ body: "x", parent_comment_id: comment })],
    ["track_missing", pin({ entity_id: String(track) })],
    ["track_missing", pin({ entity_type: "FanClub", entity_id: 2 }, artist, clubComment)],
    ["track_not_own", pin({ entity_id: track }, fan)],
    ["track_not_own", pin({ entity_type: "FanClub", entity_id: artist }, artist, clubComment)],
    ["already_pinned", pin({ entity_id: pinnedTrack })],
  ];
  it.each(refused)("refuses with %s", async (code, tried) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried)).toMatchObject({ code });
    });
  });
});

describe("Comment Unpin", () => {
  it("takes the comment down", async () => {
    await undone(database.client, async () => {
      expect(await apply(database.client, unpin())).toBeNull();
      expect(await found(database.client, pinnedOn(pinnedTrack))).toEqual([{ pinned_comment_id: null, ...stamp }]);
    });
  });

  const refused: [code: string, tried: TriedTransaction][] = [
    ["metadata_missing", { ...unpin(), metadata: "" }],
    ["metadata_without_changes", unpin({ title: "x" })],
    ["signer_not_authorized", { ...unpin(), signer: walletOf(fan) }],
    ["comment_missing", unpin({ entity_id: pinnedTrack }, artist, 999)],
    ["invalid_parent_comment_id", unpin({ entity_id: pinnedTrack, parent_comment_id: "1e3" })],
    ["track_missing", unpin({ entity_id: 999, parent_comment_id: comment })],
    ["track_not_own", unpin({ entity_id: pinnedTrack }, fan)],
    ["not_pinned", unpin({ entity_id: track })],
    ["not_pinned", unpin({ entity_id: pinnedTrack }, artist, clubComment)],
  ];
  it.each(refused)("refuses with %s", async (code, tried) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried)).toMatchObject({ code });
    });
  });
});
