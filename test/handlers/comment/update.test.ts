import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { badContents } from "./bad-contents.ts";
import { before, comment, commentRows, event, friend, now, said, track } from "./seed.ts";

/** What a change of a comment leaves alone. */
const kept = { user_id: 5, video_url: "https://old", is_members_only: true, track_timestamp_s: 7 };

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, commentRows);
  await seed(database.client, {
    comments: [
      { comment_id: 110, entity_type: "Track", entity_id: track.song, text: "old", is_edited: false, ...kept },
    ],
    comment_mentions: [
      { comment_id: 110, user_id: 1, is_delete: false },
      { comment_id: 110, user_id: 2, is_delete: false },
      { comment_id: 110, user_id: 3, is_delete: true },
      { comment_id: comment.song, user_id: 1, is_delete: false },
    ],
  });
});

afterAll(() => database.drop());

const valid = { entity_id: track.song, body: "new" };

function update(data: unknown, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return said("Update", data, { entity_id: 110, ...changes });
}

/** The comment after a change, and who is mentioned and was, with the transaction that said so. */
async function changed(tried: TriedTransaction): Promise<unknown> {
  return await undone(database.client, async () => {
    expect(await apply(database.client, tried)).toBeNull();
    const { rows } = await database.client.query(
      `select to_jsonb(comments) as comment,
              (select jsonb_agg(concat_ws(' ', user_id, case when is_delete then 'off' else 'on' end, txhash) order by user_id)
                 from comment_mentions where comment_id = 110) as mentions
       from comments where comment_id = 110`,
    );
    return rows[0];
  });
}

describe("Comment Update", () => {
  test("changes the text, whoever asks, and says that it was edited", async () => {
    const stamp = { updated_at: now, txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1 };
    expect(await changed(update(valid, friend))).toMatchObject({
      comment: {
        ...kept,
        ...stamp,
        created_at: before,
        text: "new",
        is_edited: true,
        entity_type: "Track",
        entity_id: track.song,
      },
      mentions: ["1 on 0xseed", "2 on 0xseed", "3 off 0xseed"],
    });
  });

  test("is judged by what the metadata says that it is about, and leaves what it is about", async () => {
    const data = { ...valid, entity_type: "Event", entity_id: event.on };
    expect(await changed(update(data))).toMatchObject({ comment: { entity_type: "Track", entity_id: track.song } });
  });

  test("takes metadata without an envelope", async () => {
    expect(await changed(update(valid, { metadata: JSON.stringify(valid) }))).toMatchObject({
      comment: { text: "new" },
    });
  });

  test.each<[video_url: unknown, expected: string | null]>([
    ["https://new", "https://new"],
    ["🎬".repeat(2_000), "🎬".repeat(2_000)],
    ["", null],
    [null, null],
    [5, null],
  ])("the video %.20j is %.20j", async (video_url, expected) => {
    expect(await changed(update({ ...valid, video_url }))).toMatchObject({ comment: { video_url: expected } });
  });

  test.each<[mentions: unknown, expected: string[]]>([
    [
      [2, 3, 4],
      ["1 off 0xtx1", "2 on 0xtx1", "3 on 0xtx1", "4 on 0xtx1"],
    ],
    [
      [1, 2],
      ["1 on 0xtx1", "2 on 0xtx1", "3 off 0xseed"],
    ],
    [[], ["1 on 0xseed", "2 on 0xseed", "3 off 0xseed"]],
    [["4"], ["1 on 0xseed", "2 on 0xseed", "3 off 0xseed"]],
    [null, ["1 on 0xseed", "2 on 0xseed", "3 off 0xseed"]],
  ])("mentions of %j replace those of before, if there are any", async (mentions, expected) => {
    expect(await changed(update({ ...valid, mentions }))).toMatchObject({ mentions: expected });
  });

  test.each<[code: string, tried: TriedTransaction]>([
    ["signer_not_authorized", update(valid, { signer: friend.signer })],
    ["comment_missing", update(valid, { entity_id: 999 })],
    ["comment_missing", update(valid, { entity_id: 2n ** 31n })],
    ["comment_missing", update(valid, { entity_id: comment.deleted })],
    ["entity_id_missing", update(undefined, { metadata: enveloped({ body: "new" }) })],
    ...badContents({ ...valid, entity_type: "Track" }).map(([code, data]): [string, TriedTransaction] => [
      code,
      update(data),
    ]),
  ])("%s: %#", async (name, tried) => {
    const refused = await undone(database.client, () => apply(database.client, tried));
    expect(refused?.code).toBe(name.split(": ").at(-1));
  });
});
