import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, type Rows, seed, type TriedTransaction, undone } from "../../../../support/procedure.ts";
import { badContents } from "../../../comment/bad-contents.ts";
import { artist, comment, commentRows, event, said, track } from "../../../comment/seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, commentRows);
});

afterAll(() => database.drop());

const created_at = "2019-03-04T05:06:07.123456Z";
const then = "2019-03-04T05:06:07.123456";
const onSong = { entity_type: "Track", entity_id: track.song, body: "what a song" };
const thread = { comment_id: comment.next, parent_comment_id: comment.song };

function carried(data: object | undefined, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const metadata = data === undefined ? "" : JSON.stringify({ created_at, ...data });
  return said("Create", undefined, { kind: "manage_entity_migration", entity_id: comment.next, metadata, ...changes });
}

/** The comment after a transaction that is applied and then undone, with how many it mentions and what it answers. */
async function written(tried: TriedTransaction): Promise<unknown> {
  return await undone(database.client, async () => {
    expect(await apply(database.client, tried)).toBeNull();
    const { rows } = await database.client.query(
      `select to_jsonb(comments) as comment,
              (select jsonb_agg(user_id order by user_id) from comment_mentions where comment_id = $1) as mentioned,
              (select jsonb_agg(parent_comment_id) from comment_threads where comment_id = $1) as answers
       from comments where comment_id = $1`,
      [comment.next],
    );
    return rows[0];
  });
}

describe("Comment Create of the genesis", () => {
  test("situation 37: writes the comment as it was, with its first ten mentions", async () => {
    const mentions = Array.from({ length: 12 }, (_, index) => index + 1);
    expect(await written(carried({ ...onSong, is_edited: true, is_delete: true, mentions }))).toMatchObject({
      comment: { text: onSong.body, is_edited: true, is_delete: true, created_at: then, updated_at: then },
      mentioned: mentions.slice(0, 10),
    });
  });

  test.each<[what: string, data: object, expected: object]>([
    ["is neither edited nor deleted where it does not say", onSong, { is_edited: false, is_delete: false }],
    [
      "nor where it does not say true",
      { ...onSong, is_edited: 1, is_delete: "true" },
      { is_edited: false, is_delete: false },
    ],
    [
      "may be for the members of a fan club, with a video",
      { entity_type: "FanClub", entity_id: artist.user_id, body: "x", is_members_only: true, video_url: "https://x" },
      { entity_type: "FanClub", is_members_only: true, video_url: "https://x" },
    ],
    ["may be about an event", { ...onSong, entity_type: "Event", entity_id: event.on }, { entity_type: "Event" }],
  ])("%s", async (_, data, expected) => {
    expect(await written(carried(data))).toMatchObject({ comment: expected });
  });

  test("situation 38: may answer a deleted comment", async () => {
    const tried = carried({ ...onSong, parent_comment_id: comment.deleted });
    expect(await written(tried)).toMatchObject({ answers: [comment.deleted] });
  });

  test.each<[code: string, tried: TriedTransaction, rows?: Rows]>([
    ["signer_not_authorized", carried(onSong, { signer: artist.signer })],
    ["comment_exists", carried(onSong, { entity_id: comment.deleted })],
    ["comment_id_out_of_range", carried(onSong, { entity_id: 2n ** 31n })],
    ...badContents(onSong).map(([code, data]): [string, TriedTransaction] => [code, carried(data)]),
    ["situation 39: body_too_long", carried({ ...onSong, body: "a".repeat(401) })],
    ["members_only_without_fan_club", carried({ ...onSong, is_members_only: true })],
    ["situation 38: parent_missing", carried({ ...onSong, parent_comment_id: 999 })],
    ["parent_elsewhere", carried({ ...onSong, parent_comment_id: comment.club })],
    ["thread_exists", carried({ ...onSong, parent_comment_id: comment.song }), { comment_threads: [thread] }],
  ])("%s: %#", async (name, tried, rows = {}) => {
    const refused = await undone(database.client, async () => {
      await seed(database.client, rows);
      return await apply(database.client, tried);
    });
    expect(refused?.code).toBe(name.split(": ").at(-1));
  });
});

test.each([
  ["a like", said("React"), "select created_at::text as at from comment_reactions"],
  [
    "a pinned comment",
    said("Pin", undefined, { ...artist }),
    `select updated_at::text as at from tracks where track_id = ${track.song}`,
  ],
])("%s is carried by the rules of a live one, at its own time", async (_, tried, query) => {
  await undone(database.client, async () => {
    const metadata = JSON.stringify({ created_at, entity_id: track.song });
    expect(await apply(database.client, { ...tried, metadata, kind: "manage_entity_migration" })).toBeNull();
    expect((await database.client.query(query)).rows).toEqual([{ at: "2019-03-04 05:06:07.123456" }]);
  });
});
