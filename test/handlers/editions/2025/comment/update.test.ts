import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, type Rows, seed, type TriedTransaction, undone } from "../../../../support/procedure.ts";
import {
  act,
  artist,
  clubComment,
  comment,
  deletedComment,
  fan,
  found,
  friend,
  notices,
  otherTrack,
  star,
  track,
  walletOf,
  world,
} from "./world.ts";

const onTrack = { entity_id: track, body: "second thoughts" };
const onClub = { entity_type: "FanClub", entity_id: artist, body: "second thoughts" };

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, world);
});
afterAll(() => database.drop());

function edit(data: unknown, by: number = fan, on: number = comment): TriedTransaction {
  return act("Update", { by, on, data });
}

describe("Comment Update", () => {
  it("changes the text alone, whoever edits and whatever else they say", async () => {
    await undone(database.client, async () => {
      const data = { ...onTrack, entity_id: otherTrack, track_timestamp_s: 9, parent_comment_id: deletedComment };
      expect(await apply(database.client, edit(data, friend))).toBeNull();
      expect(
        await found(
          database.client,
          `select text, is_edited, user_id, entity_id, track_timestamp_s, txhash, blockhash, blocknumber,
                  updated_at = '2026-06-01 12:00' as updated, created_at = '2026-01-01' as kept
           from comments where comment_id = ${comment}`,
        ),
      ).toEqual([
        {
          text: onTrack.body,
          is_edited: true,
          user_id: fan,
          entity_id: track,
          track_timestamp_s: null,
          txhash: "0xtx1",
          blockhash: "0xblock1",
          blocknumber: 1,
          updated: true,
          kept: true,
        },
      ]);
      expect(await found(database.client, "select * from comment_threads")).toEqual([]);
    });
  });

  const mentioned: Rows = {
    comment_mentions: [
      { comment_id: comment, user_id: artist },
      { comment_id: comment, user_id: friend },
      { comment_id: comment, user_id: star, is_delete: true },
    ],
  };
  const mentions = "select user_id, is_delete, txhash from comment_mentions order by user_id";

  it("replaces the mentions: those that go and come are stamped, those that stay are left", async () => {
    await undone(database.client, async () => {
      await seed(database.client, mentioned);
      expect(await apply(database.client, edit({ ...onTrack, mentions: [friend, star, 77] }))).toBeNull();
      expect(await found(database.client, mentions)).toEqual([
        { user_id: artist, is_delete: true, txhash: "0xtx1" },
        { user_id: friend, is_delete: false, txhash: "0xseed" },
        { user_id: star, is_delete: false, txhash: "0xtx1" },
        { user_id: 77, is_delete: false, txhash: "0xtx1" },
      ]);
      expect(await notices(database.client)).toEqual([`comment_mention comment_mention:${comment} 77 to 77`]);
    });
  });

  it("leaves the mentions when the list is empty", async () => {
    await undone(database.client, async () => {
      await seed(database.client, mentioned);
      expect(await apply(database.client, edit({ ...onTrack, mentions: [] }))).toBeNull();
      expect(await found(database.client, mentions)).toMatchObject([
        { txhash: "0xseed" },
        { txhash: "0xseed" },
        { txhash: "0xseed" },
      ]);
    });
  });

  const toFriend = `comment_mention comment_mention:${comment} ${friend} to ${friend}`;
  const toArtist = `comment_mention comment_mention:${comment} ${artist} to ${artist}`;
  const report = (user_id: number): Rows => ({ comment_reports: [{ comment_id: comment, user_id }] });
  const both = edit({ ...onTrack, mentions: [artist, friend] });
  const heard: [name: string, notices: string[], tried: TriedTransaction, rows?: Rows][] = [
    ["who is newly mentioned", [toArtist, toFriend], both],
    [
      "the mentioned, though they muted the editor",
      [toArtist, toFriend],
      both,
      { muted_users: [{ user_id: friend, muted_user_id: fan }] },
    ],
    [
      "not the artist, when they muted the editor",
      [toFriend],
      both,
      { muted_users: [{ user_id: artist, muted_user_id: fan }] },
    ],
    ["not the editor", [toArtist], edit({ ...onTrack, mentions: [artist, friend] }, friend)],
    [
      "not who wrote the answered comment",
      [toArtist],
      edit({ ...onTrack, mentions: [artist, friend], parent_comment_id: deletedComment }),
    ],
    ["not who reported the comment", [toArtist], both, report(friend)],
    ["nobody, when the artist reported the comment", [], both, report(artist)],
    ["nobody, when one with 1,700,000 followers reported it", [], both, report(star)],
    [
      "nobody, when one with 1,700,000 followers muted the editor",
      [],
      both,
      { muted_users: [{ user_id: star, muted_user_id: fan }] },
    ],
  ];
  it.each(heard)("is heard of by %s", async (_, expected, tried, rows = {}) => {
    await undone(database.client, async () => {
      await seed(database.client, rows);
      expect(await apply(database.client, tried)).toBeNull();
      expect(await notices(database.client)).toEqual(expected);
    });
  });

  it("edits a comment on a fan club, and notifies nobody (S3)", async () => {
    await undone(database.client, async () => {
      expect(await apply(database.client, edit({ ...onClub, mentions: [friend] }, fan, clubComment))).toBeNull();
      expect(await apply(database.client, edit({ ...onTrack, mentions: [star] }, fan, clubComment))).toBeNull();
      expect(
        await found(database.client, `select text, entity_type from comments where comment_id = ${clubComment}`),
      ).toEqual([{ text: onClub.body, entity_type: "FanClub" }]);
      expect(await found(database.client, "select user_id, is_delete from comment_mentions order by 1")).toEqual([
        { user_id: friend, is_delete: true },
        { user_id: star, is_delete: false },
      ]);
      expect(await notices(database.client)).toEqual([]);
    });
  });

  const thread: Rows = { comment_threads: [{ comment_id: comment, parent_comment_id: deletedComment }] };
  const refused: [code: string, tried: TriedTransaction, rows?: Rows][] = [
    ["metadata_missing", { ...edit(onTrack), metadata: "" }],
    ["metadata_data_not_object", edit(null)],
    ["contents_not_fetchable", edit({ ...onTrack, playlist_contents: [5] })],
    ["signer_not_authorized", { ...edit(onTrack), signer: walletOf(friend) }],
    ["comment_missing", edit(onTrack, fan, 999)],
    ["comment_deleted", edit(onTrack, friend, deletedComment)],
    ["entity_type_unknown", edit({ ...onTrack, entity_type: null })],
    ["entity_id_missing", edit({ body: "x" })],
    ["track_missing", edit({ ...onTrack, entity_id: 999 })],
    ["artist_missing", edit({ ...onClub, entity_id: 999 })],
    ["body_empty", edit({ entity_id: track })],
    ["invalid_body", edit({ ...onTrack, body: 1 })],
    ["body_too_long", edit({ ...onTrack, body: "a".repeat(401) })],
    ["parent_not_number", edit({ ...onTrack, parent_comment_id: [] })],
    ["parent_not_number", edit({ ...onTrack, parent_comment_id: true })],
    ["parent_missing", edit({ ...onTrack, parent_comment_id: 999 })],
    ["thread_exists", edit({ ...onTrack, parent_comment_id: deletedComment }), thread],
    ["mentions_not_numbers", edit({ ...onTrack, mentions: { 3: 3 } })],
    ["mention_out_of_range", edit({ ...onTrack, mentions: [-(2 ** 31) - 1] })],
  ];
  it.each(refused)("refuses with %s", async (code, tried, rows = {}) => {
    await undone(database.client, async () => {
      await seed(database.client, rows);
      expect(await apply(database.client, tried)).toMatchObject({ code });
    });
  });
});
