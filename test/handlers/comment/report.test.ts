import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, undone } from "../../support/procedure.ts";
import { comment, commentRows, fan, friend, now, said } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, commentRows);
  await seed(database.client, {
    comment_reports: [{ comment_id: comment.club, user_id: fan.user_id, is_delete: true }],
  });
});

afterAll(() => database.drop());

function report(entity_id: number | bigint, changes: object = {}) {
  return said("Report", undefined, { entity_id, ...changes });
}

describe("Comment Report", () => {
  test.each([
    ["a comment", comment.song],
    ["a deleted one", comment.deleted],
    ["one that is not there", 999],
  ])("notes a report of %s", async (_, comment_id) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, report(comment_id))).toBeNull();
      const { rows } = await database.client.query(
        "select to_jsonb(comment_reports) as row from comment_reports where comment_id = $1",
        [comment_id],
      );
      const stamp = { created_at: now, updated_at: now, txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1 };
      expect(rows).toEqual([{ row: { comment_id, user_id: fan.user_id, is_delete: false, ...stamp } }]);
    });
  });

  test.each([
    ["signer_not_authorized", report(comment.song, { signer: friend.signer })],
    ["already_reported", report(comment.club)],
    ["comment_id_out_of_range", report(2n ** 31n)],
    ["comment_id_out_of_range", report(-(2n ** 31n) - 1n)],
  ])("%s: %#", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
