import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, type Rows, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { badContents } from "./bad-contents.ts";
import { artist, comment, commentRows, event, fan, found, friend, now, said, track } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, commentRows);
});

afterAll(() => database.drop());

const onSong = { entity_type: "Track", entity_id: track.song, body: "what a song" };
const onClub = { entity_type: "FanClub", entity_id: artist.user_id, body: "hello fans" };
const onEvent = { entity_type: "Event", entity_id: event.on, body: "see you there" };

function create(data: unknown, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return said("Create", data, { entity_id: comment.next, ...changes });
}

interface Written {
  readonly comment: unknown;
  readonly mentioned: unknown;
  readonly answers: unknown;
}

/** A new comment, whom it mentions and what it answers, after a transaction that is applied and then undone. */
async function written(tried: TriedTransaction, rows: Rows = {}): Promise<Written | undefined> {
  return await undone(database.client, async () => {
    await seed(database.client, rows);
    expect(await apply(database.client, tried)).toBeNull();
    const after = await database.client.query<Written>(
      `select to_jsonb(comments) as comment,
              (select jsonb_agg(jsonb_build_array(user_id, is_delete, txhash) order by user_id)
                 from comment_mentions where comment_id = $1) as mentioned,
              (select jsonb_agg(parent_comment_id) from comment_threads where comment_id = $1) as answers
       from comments where comment_id = $1`,
      [comment.next],
    );
    return after.rows[0];
  });
}

describe("Comment Create", () => {
  test("writes the comment, its mentions and its place in a thread", async () => {
    const data = { ...onSong, parent_comment_id: comment.song, mentions: [friend.user_id, 99], track_timestamp_s: 7.9 };
    expect(await written(create(data))).toEqual({
      comment: {
        comment_id: comment.next,
        user_id: fan.user_id,
        text: onSong.body,
        entity_type: "Track",
        entity_id: track.song,
        track_timestamp_s: 7,
        is_members_only: false,
        video_url: null,
        is_delete: false,
        is_visible: true,
        is_edited: false,
        created_at: now,
        updated_at: now,
        txhash: "0xtx1",
        blockhash: "0xblock1",
        blocknumber: 1,
      },
      mentioned: [
        [99, false, "0xtx1"],
        [friend.user_id, false, "0xtx1"],
      ],
      answers: [comment.song],
    });
  });

  test.each<[what: string, data: object, expected: object]>([
    ["is about a track where it does not say", { entity_id: track.song, body: "x" }, { entity_type: "Track" }],
    ["or says nothing that is a text", { ...onSong, entity_type: "" }, { entity_type: "Track" }],
    ["may be about a deleted track", { ...onSong, entity_id: track.deleted }, { entity_id: track.deleted }],
    ["may be about a fan club, be its artist there or not", { ...onClub, entity_id: 5 }, { entity_id: 5 }],
    ["situation 82: may be about an event", onEvent, { entity_type: "Event", entity_id: event.on }],
    ["situation 83: may be for members", { ...onClub, is_members_only: true }, { is_members_only: true }],
    ["is for everybody where it does not say true", { ...onSong, is_members_only: 1 }, { is_members_only: false }],
    ["situation 84: may have a video", { ...onSong, video_url: "🎬".repeat(2_000) }, { video_url: "🎬".repeat(2_000) }],
    ["has no video where its address is empty", { ...onSong, video_url: "" }, { video_url: null }],
    [
      "has no time in the track where it is no number",
      { ...onSong, track_timestamp_s: "7" },
      { track_timestamp_s: null },
    ],
    ["has up to 400 characters", { ...onSong, body: "🎧".repeat(400) }, { text: "🎧".repeat(400) }],
    ["keeps its spaces", { ...onSong, body: "  " }, { text: "  " }],
  ])("%s", async (_, data, expected) => {
    expect(await written(create(data))).toMatchObject({ comment: expected });
  });

  test.each<[what: string, mentions: unknown, mentioned: number[] | null]>([
    ["each user once", [5, 5.9, 5], [5]],
    ["numbers among the first ten", ["a", 1, null, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 5, 6, 7, 8]],
    ["nobody where it is no list", { 0: 5 }, null],
    ["numbers up to the last", [2 ** 31 - 1, ...Array(9).fill("x"), 2 ** 31], [2 ** 31 - 1]],
  ])("mentions %s", async (_, mentions, mentioned) => {
    const after = await written(create({ ...onSong, mentions }));
    expect(after?.mentioned).toEqual(mentioned?.map((user_id) => [user_id, false, "0xtx1"]) ?? null);
  });

  test("mentions whom it finds mentioned already, as a clone may have it", async () => {
    const comment_mentions = [{ comment_id: comment.next, user_id: 5, is_delete: true }];
    const after = await written(create({ ...onSong, mentions: [5] }), { comment_mentions });
    expect(after?.mentioned).toEqual([[5, false, "0xtx1"]]);
  });

  test.each<[what: string, data: object]>([
    ["by parent_comment_id", { ...onSong, parent_comment_id: comment.song }],
    ["by parent_id", { ...onSong, parent_id: comment.song }],
    ["by parent_id, where the other is not above 0", { ...onSong, parent_comment_id: 0, parent_id: comment.song }],
    ["by parent_comment_id, where there are both", { ...onSong, parent_comment_id: comment.song, parent_id: 999 }],
    ["though it is deleted", { ...onSong, parent_comment_id: comment.deleted }],
    ["on the fan club", { ...onClub, parent_comment_id: comment.club }],
    ["situation 82: on the event", { ...onEvent, parent_id: comment.event }],
  ])("answers another %s", async (_, data) => {
    const parent = Object.values(data).find((value) =>
      [comment.song, comment.deleted, comment.club, comment.event].includes(value),
    );
    expect(await written(create(data))).toMatchObject({ answers: [parent] });
  });

  test.each([{ parent_comment_id: String(comment.song) }, { parent_comment_id: -1 }, { parent_id: null }])(
    "answers nobody with %j",
    async (parent) => {
      expect(await written(create({ ...onSong, ...parent }))).toMatchObject({ answers: null });
    },
  );

  test.each<[code: string, tried: TriedTransaction, rows?: Rows]>([
    ["signer_not_authorized", create(onSong, { signer: friend.signer })],
    ["comment_exists", create(onSong, { entity_id: comment.song })],
    ["comment_exists", create(onSong, { entity_id: comment.deleted })],
    ["comment_id_out_of_range", create(onSong, { entity_id: 2n ** 31n })],
    ...badContents(onSong).map(([code, data]): [string, TriedTransaction] => [code, create(data)]),
    ["situation 83: members_only_without_fan_club", create({ ...onSong, is_members_only: true })],
    ["members_only_without_fan_club", create({ ...onEvent, is_members_only: true })],
    ["parent_missing", create({ ...onSong, parent_comment_id: 999 })],
    ["parent_missing", create({ ...onSong, parent_id: 2 ** 31 })],
    ["invalid_parent_comment_id", create({ ...onSong, parent_comment_id: 2 ** 63 })],
    ["invalid_parent_id", create({ ...onSong, parent_id: -(2 ** 64) })],
    ["parent_elsewhere", create({ ...onSong, entity_id: track.deleted, parent_comment_id: comment.song })],
    ["parent_elsewhere", create({ ...onClub, parent_comment_id: comment.song })],
    ["parent_elsewhere", create({ ...onSong, entity_id: event.on, parent_id: comment.event })],
    ["situation 82: parent_elsewhere", create({ ...onEvent, entity_id: event.other, parent_id: comment.event })],
    [
      "thread_exists",
      create({ ...onSong, parent_comment_id: comment.song }),
      { comment_threads: [{ comment_id: comment.next, parent_comment_id: comment.song }] },
    ],
  ])("%s: %#", async (name, tried, rows = {}) => {
    const refused = await undone(database.client, async () => {
      await seed(database.client, rows);
      return await apply(database.client, tried);
    });
    expect(refused?.code).toBe(name.split(": ").at(-1));
  });

  test("a refused comment leaves nothing", async () => {
    await undone(database.client, async () => {
      const tried = create({ ...onSong, parent_id: 999, mentions: [friend.user_id] });
      expect(await apply(database.client, tried)).toMatchObject({ code: "parent_missing" });
      const rows = `select 1 from comments where comment_id = ${comment.next} union all select 1 from comment_mentions`;
      expect(await found(database.client, rows)).toEqual([]);
    });
  });
});
