import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../../../support/procedure.ts";
import { act, comment, fan, found, friend, walletOf, world } from "./world.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, world);
  await seed(database.client, { comment_reports: [{ comment_id: comment, user_id: fan, is_delete: true }] });
});
afterAll(() => database.drop());

function report(by: number, on: number | bigint): TriedTransaction {
  return act("Report", { by, on });
}

describe("Comment Report", () => {
  it.each([comment, 999])("notes a report of comment %i, whether it exists or not", async (on) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, report(friend, on))).toBeNull();
      expect(
        await found(
          database.client,
          "select comment_id, user_id, is_delete, txhash from comment_reports where user_id = 3",
        ),
      ).toEqual([{ comment_id: on, user_id: friend, is_delete: false, txhash: "0xtx1" }]);
    });
  });

  const refused: [code: string, tried: TriedTransaction][] = [
    ["metadata_not_object", { ...report(friend, comment), metadata: "[]" }],
    ["metadata_without_changes", { ...report(friend, comment), metadata: '{"cid":"x","data":{"title":"x"}}' }],
    ["signer_not_authorized", { ...report(friend, comment), signer: walletOf(fan) }],
    ["already_reported", report(fan, comment)],
    ["comment_id_out_of_range", report(friend, 2n ** 31n)],
  ];
  it.each(refused)("refuses with %s", async (code, tried) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried)).toMatchObject({ code });
    });
  });
});
