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

const onTrack = { entity_type: "Track", entity_id: track };
const reacted: Rows = { comment_reactions: [{ comment_id: comment, user_id: friend, is_delete: true }] };
const reactions =
  "select comment_id, user_id, is_delete, txhash, created_at = '2026-01-01' as old from comment_reactions";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, world);
});
afterAll(() => database.drop());

function react(data: unknown = onTrack, by: number = friend, on: number = comment): TriedTransaction {
  return act("React", { by, on, data });
}

function unreact(by: number = friend, on: number = comment): TriedTransaction {
  return act("Unreact", { by, on });
}

async function refusal(tried: TriedTransaction, rows: Rows = {}) {
  return await undone(database.client, async () => {
    await seed(database.client, rows);
    return await apply(database.client, tried);
  });
}

describe("Comment React", () => {
  const toFan = `comment_reaction comment_reaction:${comment} ${friend} to ${fan}`;

  it("writes the reaction, and tells who wrote the comment", async () => {
    await undone(database.client, async () => {
      expect(await apply(database.client, react())).toBeNull();
      expect(await found(database.client, reactions)).toEqual([
        { comment_id: comment, user_id: friend, is_delete: false, txhash: "0xtx1", old: false },
      ]);
      expect(await notices(database.client)).toEqual([toFan]);
      expect(await found(database.client, "select data from notification")).toEqual([
        {
          data: {
            type: "Track",
            entity_id: track,
            entity_user_id: artist,
            comment_id: comment,
            reacter_user_id: friend,
          },
        },
      ]);
    });
  });

  const mute = (user_id: number): Rows => ({ muted_users: [{ user_id, muted_user_id: friend }] });
  const muteIn = (user_id: number, entity_type: string, entity_id: number): Rows => ({
    comment_notification_settings: [{ user_id, entity_type, entity_id, is_muted: true }],
  });
  const ofArtist: Rows = { comments: [{ comment_id: 150, user_id: artist, text: "mine", ...onTrack }] };
  const toArtist = `comment_reaction comment_reaction:150 ${friend} to ${artist}`;
  const heard: [name: string, notices: string[], tried: TriedTransaction, rows?: Rows][] = [
    ["nobody, when it names no track", [], react({ body: "x" })],
    ["nobody, when the track is 0", [], react({ entity_type: "Track", entity_id: 0 })],
    [
      "who wrote the comment, whatever track it names and whatever entity type",
      [toFan],
      react({ entity_type: 5, entity_id: otherTrack }),
    ],
    ["not the user of their own comment", [], react(onTrack, fan)],
    ["not who muted the comment", [], react(), muteIn(fan, "Comment", comment)],
    ["not who muted the user", [], react(), mute(fan)],
    ["who wrote the comment, though they muted the track of another", [toFan], react(), muteIn(fan, "Track", track)],
    ["the artist whose comment it is", [toArtist], react(onTrack, friend, 150), ofArtist],
    [
      "not the artist whose comment it is, when they muted the track",
      [],
      react(onTrack, friend, 150),
      { ...ofArtist, ...muteIn(artist, "Track", track) },
    ],
    [
      "who wrote the comment, when those who muted the user have exactly 1,700,000 followers",
      [toFan],
      react(),
      mute(star),
    ],
    [
      "nobody, when they have one more",
      [],
      react(),
      {
        ...mute(star),
        muted_users: [star, artist].map((user_id) => ({ user_id, muted_user_id: friend })),
        aggregate_user: [{ user_id: artist, follower_count: 1 }],
      },
    ],
  ];
  it.each(heard)("is heard of by %s", async (_, expected, tried, rows = {}) => {
    await undone(database.client, async () => {
      await seed(database.client, rows);
      expect(await apply(database.client, tried)).toBeNull();
      expect(await notices(database.client)).toEqual(expected);
    });
  });

  it("takes a reaction to a comment on a fan club, and notifies nobody (S3)", async () => {
    await undone(database.client, async () => {
      expect(
        await apply(database.client, react({ entity_type: "FanClub", entity_id: artist }, friend, clubComment)),
      ).toBeNull();
      expect(await found(database.client, reactions)).toMatchObject([{ comment_id: clubComment, user_id: friend }]);
      expect(await notices(database.client)).toEqual([]);
    });
  });

  const refused: [code: string, tried: TriedTransaction, rows?: Rows][] = [
    ["metadata_missing", { ...react(), metadata: "" }],
    ["metadata_without_changes", react({})],
    ["signer_not_authorized", { ...react(), signer: walletOf(star) }],
    ["comment_missing", react(onTrack, friend, 999)],
    ["comment_deleted", react(onTrack, friend, deletedComment)],
    ["reaction_exists", react(), reacted],
    ["invalid_entity_id", react({ entity_id: [] })],
    ["invalid_entity_id", react({ entity_id: String(track) })],
    ["invalid_parent_comment_id", react({ ...onTrack, parent_comment_id: "first" })],
    ["invalid_parent_comment_id", react({ ...onTrack, parent_comment_id: true })],
    ["track_missing", react({ entity_id: 999 })],
    ["artist_missing", react({ entity_type: "FanClub", entity_id: track }, friend, clubComment)],
    ["invalid_entity_type", react({ entity_type: "a\0b", entity_id: track })],
  ];
  it.each(refused)("refuses with %s", async (code, tried, rows) => {
    expect(await refusal(tried, rows)).toMatchObject({ code });
  });

  it.each([[0], [[]], [""], ["4000001"], [" -7\n"], [4.5], [null]])(
    "passes over the parent_comment_id %j",
    async (parent_comment_id) => {
      expect(await refusal(react({ ...onTrack, parent_comment_id }))).toBeNull();
    },
  );

  it("takes U+0000 in the entity type where nobody is notified", async () => {
    expect(await refusal(react({ entity_type: "a\0b", entity_id: track }, fan))).toBeNull();
  });
});

describe("Comment Unreact", () => {
  it("marks the reaction as deleted, again if need be", async () => {
    await undone(database.client, async () => {
      await seed(database.client, reacted);
      expect(await apply(database.client, unreact())).toBeNull();
      expect(await found(database.client, reactions)).toEqual([
        { comment_id: comment, user_id: friend, is_delete: true, txhash: "0xtx1", old: true },
      ]);
    });
  });

  const refused: [code: string, tried: TriedTransaction][] = [
    ["metadata_not_json", { ...unreact(), metadata: "no" }],
    ["metadata_without_changes", { ...unreact(), metadata: '{"cid":"x","data":{"title":"x"}}' }],
    ["user_missing", unreact(9)],
    ["comment_missing", unreact(friend, 999)],
    ["comment_deleted", unreact(friend, deletedComment)],
    ["reaction_missing", unreact()],
  ];
  it.each(refused)("refuses with %s", async (code, tried) => {
    expect(await refusal(tried)).toMatchObject({ code });
  });
});
