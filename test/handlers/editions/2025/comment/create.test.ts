import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, type Rows, seed, type TriedTransaction, undone } from "../../../../support/procedure.ts";
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
  star,
  track,
  walletOf,
  world,
} from "./world.ts";

const newComment = 200;
const onTrack = { entity_type: "Track", entity_id: track, body: "what a song" };
const onClub = { entity_type: "FanClub", entity_id: artist, body: "hello fans" };

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, world);
});
afterAll(() => database.drop());

function create(data: unknown, by: number = fan): TriedTransaction {
  return act("Create", { by, on: newComment, data });
}

async function noticesOf(tried: TriedTransaction, rows: Rows = {}): Promise<string[]> {
  return await undone(database.client, async () => {
    await seed(database.client, rows);
    expect(await apply(database.client, tried)).toBeNull();
    return await notices(database.client);
  });
}

describe("Comment Create", () => {
  it("writes the comment, its mentions and its place in a thread", async () => {
    await undone(database.client, async () => {
      const data = { ...onTrack, parent_comment_id: comment, mentions: [friend, 99, friend], track_timestamp_s: 7 };
      expect(await apply(database.client, create(data))).toBeNull();
      expect(
        await found(
          database.client,
          `select text, user_id, entity_type, entity_id, track_timestamp_s, is_delete, is_visible, is_edited, txhash,
                  blockhash, blocknumber, created_at = '2026-06-01 12:00' and updated_at = created_at as stamped
           from comments where comment_id = ${newComment}`,
        ),
      ).toEqual([
        {
          text: onTrack.body,
          user_id: fan,
          entity_type: "Track",
          entity_id: track,
          track_timestamp_s: "7",
          is_delete: false,
          is_visible: true,
          is_edited: false,
          txhash: "0xtx1",
          blockhash: "0xblock1",
          blocknumber: 1,
          stamped: true,
        },
      ]);
      expect(await found(database.client, "select * from comment_threads")).toEqual([
        { comment_id: newComment, parent_comment_id: comment },
      ]);
      expect(
        await found(
          database.client,
          "select comment_id, user_id, is_delete, txhash from comment_mentions order by user_id",
        ),
      ).toEqual(
        [friend, 99].map((user_id) => ({ comment_id: newComment, user_id, is_delete: false, txhash: "0xtx1" })),
      );
    });
  });

  it("keeps the first ten mentions, and drops U+0000 from the text", async () => {
    await undone(database.client, async () => {
      const mentions = [...Array.from({ length: 10 }, (_, index) => 50 + index), 60, true];
      expect(await apply(database.client, create({ ...onTrack, body: "a\0b", mentions }))).toBeNull();
      expect(await found(database.client, "select count(*)::integer, max(user_id) from comment_mentions")).toEqual([
        { count: 10, max: 59 },
      ]);
      expect(await found(database.client, `select text from comments where comment_id = ${newComment}`)).toEqual([
        { text: "ab" },
      ]);
    });
  });

  it("counts 400 characters, not bytes or halves of surrogate pairs", async () => {
    expect(await noticesOf(create({ ...onTrack, body: "🎧".repeat(400) }, artist))).toEqual([]);
  });

  const refused: [code: string, tried: TriedTransaction, rows?: Rows][] = [
    ["metadata_missing", { ...create(onTrack), metadata: "" }],
    ["metadata_not_enveloped", { ...create(onTrack), metadata: "{}" }],
    ["metadata_without_changes", create({ rating: 5 })],
    ["user_missing", create(onTrack, 9)],
    ["signer_not_authorized", { ...create(onTrack), signer: walletOf(friend) }],
    ["comment_exists", act("Create", { by: fan, on: deletedComment, data: onTrack })],
    ["comment_id_out_of_range", act("Create", { by: fan, on: 2n ** 31n, data: onTrack })],
    ["entity_type_unknown", create({ ...onTrack, entity_type: "Playlist" })],
    ["entity_type_unknown", create({ ...onTrack, entity_type: undefined })],
    ["entity_type_unknown", create({ ...onTrack, entity_type: "fanclub" })],
    ["entity_id_missing", create({ ...onTrack, entity_id: null })],
    ["track_missing", create({ ...onTrack, entity_id: 12 })],
    ["track_missing", create({ ...onTrack, entity_id: String(track) })],
    ["artist_missing", create({ ...onClub, entity_id: track })],
    ["body_empty", create({ ...onTrack, body: null })],
    ["body_empty", create({ ...onTrack, body: "" })],
    ["invalid_body", create({ ...onTrack, body: [["a"]] })],
    ["body_too_long", create({ ...onTrack, body: "a".repeat(401) })],
    ["body_too_long", create({ ...onTrack, body: "\0".repeat(401) })],
    ["parent_not_number", create({ ...onTrack, parent_comment_id: String(comment) })],
    [
      "parent_not_number",
      {
        ...create({}),
        metadata: enveloped({ ...onTrack, parent_comment_id: comment }).replace(`:${comment}`, `:${comment}.0`),
      },
    ],
    ["parent_missing", create({ ...onTrack, parent_comment_id: 999 })],
    ["parent_missing", create({ ...onTrack, parent_comment_id: 2 ** 40 })],
    [
      "thread_exists",
      create({ ...onTrack, parent_comment_id: comment }),
      { comment_threads: [{ comment_id: newComment, parent_comment_id: comment }] },
    ],
    ["mentions_not_numbers", create({ ...onTrack, mentions: [friend, "4"] })],
    ["mentions_not_numbers", create({ ...onTrack, mentions: 3 })],
    ["mention_out_of_range", create({ ...onTrack, mentions: [friend, 2 ** 31] })],
    ["mention_out_of_range", create({ ...onTrack, mentions: [true] })],
    [
      "mention_exists",
      create({ ...onTrack, mentions: [friend] }),
      { comment_mentions: [{ comment_id: newComment, user_id: friend }] },
    ],
    ["invalid_track_timestamp_s", create({ ...onTrack, track_timestamp_s: "1.5" })],
  ];
  it.each(refused)("refuses with %s", async (code, tried, rows = {}) => {
    await undone(database.client, async () => {
      await seed(database.client, rows);
      expect(await apply(database.client, tried)).toMatchObject({ code });
    });
  });
});

describe("who hears of a comment on a track", () => {
  const toArtist = `comment comment:${track}:type:Track ${newComment} to ${artist}`;
  const toFriend = `comment_mention comment_mention:${newComment} ${friend} to ${friend}`;
  const toParent = `comment_thread comment_thread:${comment} ${newComment} to ${fan}`;

  it("the artist, with what the apps show", async () => {
    await undone(database.client, async () => {
      expect(await apply(database.client, create({ ...onTrack, mentions: [friend] }))).toBeNull();
      expect(await notices(database.client)).toEqual([toArtist, toFriend]);
      const about = { type: "Track", entity_id: track, comment_user_id: fan, comment_id: newComment };
      expect(
        await found(
          database.client,
          `select type, data, blocknumber, "timestamp" = '2026-06-01 12:00' as at_block_time from notification order by type`,
        ),
      ).toEqual([
        { type: "comment", data: about, blocknumber: 1, at_block_time: true },
        { type: "comment_mention", data: { ...about, entity_user_id: artist }, blocknumber: 1, at_block_time: true },
      ]);
    });
  });

  const muteUser = (user_id: number, muted_user_id: number = fan, is_delete = false): Rows => ({
    muted_users: [{ user_id, muted_user_id, is_delete }],
  });
  const muteTrack: Rows = {
    comment_notification_settings: [{ user_id: artist, entity_type: "Track", entity_id: track, is_muted: true }],
  };
  const muteComment: Rows = {
    comment_notification_settings: [{ user_id: fan, entity_type: "Comment", entity_id: comment, is_muted: true }],
  };
  const answer = { ...onTrack, parent_comment_id: comment };
  const cases: [name: string, heard: string[], tried: TriedTransaction, rows?: Rows][] = [
    ["not the artist of their own comment", [], create(onTrack, artist)],
    ["not the artist, when they muted the track", [], create(onTrack), muteTrack],
    ["not the artist, when they muted the user", [], create(onTrack), muteUser(artist)],
    ["the artist, when they took the mute back", [toArtist], create(onTrack), muteUser(artist, fan, true)],
    ["the artist, when they told of the mention", [toMention(artist)], create({ ...onTrack, mentions: [artist] })],
    ["not the mentioned artist, when they muted the track", [], create({ ...onTrack, mentions: [artist] }), muteTrack],
    [
      "the mentioned, though they muted the user",
      [toArtist, toFriend],
      create({ ...onTrack, mentions: [friend] }),
      muteUser(friend),
    ],
    ["not the user whom they mention themselves", [toArtist], create({ ...onTrack, mentions: [fan] })],
    ["who wrote the answered comment, and not the artist", [toParent], create(answer, friend)],
    ["not the artist of an answer to 0", [], create({ ...onTrack, parent_comment_id: 0 })],
    [
      "of an answer not twice, when it mentions whom it answers",
      [toParent],
      create({ ...answer, mentions: [fan] }, friend),
    ],
    ["not who answers themself", [], create(answer, fan)],
    ["not who muted the answered comment", [], create(answer, friend), muteComment],
    ["not who muted the one that answers", [], create(answer, friend), muteUser(fan, friend)],
    [
      "nobody, of a user whom one with 1,700,000 followers muted",
      [],
      create({ ...answer, mentions: [artist] }, friend),
      muteUser(star, friend),
    ],
    ["nobody, though that one took the mute back", [], create(onTrack), muteUser(star, fan, true)],
    [
      "not twice",
      [toArtist],
      create(onTrack),
      {
        notification: [
          {
            type: "comment",
            group_id: `comment:${track}:type:Track`,
            specifier: String(newComment),
            user_ids: [artist],
            timestamp: "2026-01-01",
          },
        ],
      },
    ],
  ];
  it.each(cases)("%s", async (_, heard, tried, rows) => {
    expect(await noticesOf(tried, rows)).toEqual(heard);
  });

  function toMention(user_id: number): string {
    return `comment_mention comment_mention:${newComment} ${user_id} to ${user_id}`;
  }
});

describe("a comment on a fan club (S3)", () => {
  it("is written with its mentions and thread, and notifies nobody", async () => {
    await undone(database.client, async () => {
      const data = { ...onClub, parent_comment_id: clubComment, mentions: [artist, star] };
      expect(await apply(database.client, create(data, friend))).toBeNull();
      expect(
        await found(
          database.client,
          `select entity_type, entity_id, user_id, text from comments where comment_id = ${newComment}`,
        ),
      ).toEqual([{ entity_type: "FanClub", entity_id: artist, user_id: friend, text: onClub.body }]);
      expect(await found(database.client, "select user_id from comment_mentions order by 1")).toEqual([
        { user_id: artist },
        { user_id: star },
      ]);
      expect(await found(database.client, "select * from comment_threads")).toEqual([
        { comment_id: newComment, parent_comment_id: clubComment },
      ]);
      expect(await notices(database.client)).toEqual([]);
    });
  });
});
