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
  friend,
  star,
  walletOf,
  world,
} from "./world.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, world);
});
afterAll(() => database.drop());

function remove(by: number, on: number): TriedTransaction {
  return act("Delete", { by, on });
}

describe("Comment Delete", () => {
  const taken: [name: string, by: number, on: number][] = [
    ["who wrote it", fan, comment],
    ["the artist of its track", artist, comment],
    ["who wrote it, a second time", friend, deletedComment],
    ["who wrote it on a fan club", fan, clubComment],
    ["the artist of its fan club", artist, clubComment],
  ];
  it.each(taken)("deletes for %s", async (_, by, on) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, remove(by, on))).toBeNull();
      expect(
        await found(
          database.client,
          `select is_delete, is_edited, txhash, updated_at = '2026-06-01 12:00' as updated from comments where comment_id = ${on}`,
        ),
      ).toEqual([{ is_delete: true, is_edited: false, txhash: "0xtx1", updated: true }]);
    });
  });

  const refused: [code: string, tried: TriedTransaction][] = [
    ["metadata_without_changes", { ...remove(fan, comment), metadata: '{"cid":"x","data":{"is_muted":true}}' }],
    ["signer_not_authorized", { ...remove(fan, comment), signer: walletOf(artist) }],
    ["comment_missing", remove(fan, 999)],
    ["comment_not_own", remove(friend, comment)],
    ["comment_not_own", remove(star, clubComment)],
  ];
  it.each(refused)("refuses with %s", async (code, tried) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried)).toMatchObject({ code });
    });
  });
});
