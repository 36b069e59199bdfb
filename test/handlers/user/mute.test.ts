import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { ana, nameless, now, star, time, userRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, {
    ...userRows,
    muted_users: [
      { user_id: ana.user_id, muted_user_id: star.user_id },
      { user_id: nameless.user_id, muted_user_id: star.user_id, is_delete: true },
    ],
  });
});

afterAll(() => database.drop());

function mute(entity_id: number | bigint, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return { ...ana, entity_type: "User", action: "Mute", entity_id, time, ...changes };
}

function unmute(entity_id: number, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return mute(entity_id, { action: "Unmute", ...changes });
}

const stamp = { txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1, updated_at: now };
const before = "2026-01-01T00:00:00";

describe("User Mute and Unmute", () => {
  test.each([
    ["mute another user", mute(nameless.user_id), { is_delete: false, created_at: now }],
    ["mute one again", mute(star.user_id, nameless), { is_delete: false, created_at: before }],
    ["take a mute back", unmute(star.user_id), { is_delete: true, created_at: before }],
  ])("%s", async (_, tried, expected) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...tried, metadata: "whatever" })).toBeNull();
      const { rows } = await database.client.query(
        "select to_jsonb(muted_users) as row from muted_users where user_id = $1 and muted_user_id = $2",
        [tried.user_id, tried.entity_id],
      );
      expect(rows).toMatchObject([{ row: { ...expected, ...stamp } }]);
    });
  });

  test("situation 14: MutedUser Mute is of no handler", async () => {
    await undone(database.client, async () => {
      const tried = mute(nameless.user_id, { entity_type: "MutedUser" });
      expect(await apply(database.client, tried)).toBeNull();
      const { rows } = await database.client.query("select from muted_users where blocknumber = 1");
      expect(rows).toEqual([]);
    });
  });

  test.each([
    ["signer_not_authorized", mute(nameless.user_id, { signer: star.signer })],
    ["target_missing", mute(2n ** 63n - 1n)],
    ["own_user", mute(ana.user_id)],
    ["already_muted", mute(star.user_id)],
    ["signer_not_authorized", unmute(star.user_id, { signer: star.signer })],
    ["not_muted", unmute(nameless.user_id)],
    ["not_muted", unmute(star.user_id, nameless)],
  ])("%s", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
