import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, undone } from "../../support/procedure.ts";
import { before, comment, commentRows, fan, friend, now, said } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, commentRows);
});

afterAll(() => database.drop());

describe("Comment React and Unreact", () => {
  test.each([
    [["React"], ["on 0xtx1"]],
    [["React", "React: reaction_exists"], ["on 0xtx1"]],
    [["React", "Unreact"], ["off 0xtx2"]],
    [["Unreact: reaction_missing"], []],
    [["React", "Unreact", "Unreact: reaction_missing"], ["off 0xtx2"]],
  ])("%j", async (steps, expected) => {
    expect(await reactionsAfter(steps)).toEqual(expected);
  });

  test("situation 85: a reaction that was taken back is given again", async () => {
    expect(await reactionsAfter(["React", "Unreact", "React"])).toEqual(["on 0xtx3"]);
  });

  async function reactionsAfter(steps: readonly string[]): Promise<unknown[]> {
    return await undone(database.client, async () => {
      for (const step of steps) {
        const [action = "", code] = step.split(": ");
        expect((await apply(database.client, said(action)))?.code, step).toBe(code);
      }
      const { rows } = await database.client.query<{ state: string }>(
        "select concat_ws(' ', case when is_delete then 'off' else 'on' end, txhash) as state from comment_reactions",
      );
      return rows.map(({ state }) => state);
    });
  }

  test.each([
    { action: "React", is_delete: false },
    { action: "Unreact", is_delete: true },
  ])("$action renews the row in place", async ({ action, is_delete }) => {
    await undone(database.client, async () => {
      const key = { comment_id: comment.song, user_id: fan.user_id };
      await seed(database.client, { comment_reactions: [{ ...key, is_delete: !is_delete }] });
      expect(await apply(database.client, said(action))).toBeNull();
      const { rows } = await database.client.query("select to_jsonb(comment_reactions) as row from comment_reactions");
      const stamp = { txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1 };
      expect(rows).toEqual([{ row: { ...key, is_delete, created_at: before, updated_at: now, ...stamp } }]);
    });
  });

  test.each([
    ["signer_not_authorized", said("React", undefined, { signer: friend.signer })],
    ["comment_missing", said("React", undefined, { entity_id: 999 })],
    ["comment_missing", said("React", undefined, { entity_id: comment.deleted })],
    ["comment_missing", said("React", undefined, { entity_id: 2n ** 31n })],
    ["signer_not_authorized", said("Unreact", undefined, { signer: friend.signer })],
    ["reaction_missing", said("Unreact", undefined, { entity_id: 2n ** 31n })],
  ])("%s: %#", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
