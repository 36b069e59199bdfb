import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";
import { ana, nameless, star, userRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, {
    ...userRows,
    muted_users: [
      { user_id: ana.user_id, muted_user_id: star.user_id },
      { user_id: ana.user_id, muted_user_id: ana.user_id, is_delete: true },
    ],
  });
});

afterAll(async () => {
  await database.drop();
});

const about = { ...ana, entity_type: "User" };

async function after(action: string, entity_id: number): Promise<unknown> {
  return await undone(database.client, async () => {
    expect(await apply(database.client, { ...about, action, entity_id })).toBeNull();
    const { rows } = await database.client.query(
      "select is_delete, txhash, created_at::text, updated_at::text from muted_users where muted_user_id = $1",
      [entity_id],
    );
    return rows;
  });
}

const stamp = { txhash: "0xtx1", updated_at: "2026-06-01 12:00:00" };

describe("User Mute", () => {
  test.each([
    ["another user", nameless.user_id],
    ["oneself, again", ana.user_id],
  ])("mutes %s", async (_, entity_id) => {
    expect(await after("Mute", entity_id)).toEqual([{ is_delete: false, created_at: "2026-06-01 12:00:00", ...stamp }]);
  });

  test.each([
    ["metadata_not_json", { metadata: "{" }],
    ["metadata_without_changes", { metadata: enveloped({ title: "x" }) }],
    ["signer_not_authorized", { signer: "0xother" }],
    ["already_muted", { entity_id: star.user_id }],
    ["target_missing", { entity_id: 2n ** 63n - 1n }],
  ])("%s", async (code, changes) => {
    const tried = { ...about, action: "Mute", entity_id: nameless.user_id, ...changes };
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});

describe("User Unmute", () => {
  test.each([
    ["a mute", star.user_id],
    ["a mute that is taken back already", ana.user_id],
  ])("takes back %s", async (_, entity_id) => {
    expect(await after("Unmute", entity_id)).toEqual([
      { is_delete: true, created_at: "2026-01-01 00:00:00", ...stamp },
    ]);
  });

  test.each([
    ["metadata_not_json", { metadata: "{" }],
    ["metadata_without_changes", { metadata: enveloped({ title: "x" }) }],
    ["signer_not_authorized", { signer: "0xother" }],
    ["target_missing", { entity_id: 99 }],
    ["not_muted", { entity_id: nameless.user_id }],
  ])("%s", async (code, changes) => {
    const tried = { ...about, action: "Unmute", entity_id: star.user_id, ...changes };
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
