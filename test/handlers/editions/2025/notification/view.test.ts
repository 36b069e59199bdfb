import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, undone } from "../../../../support/procedure.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, {
    users: [{ user_id: 1, wallet: "0xone" }],
    notification_seen: [{ user_id: 1, seen_at: "2026-05-01T00:00:00" }],
  });
});

afterAll(async () => {
  await database.drop();
});

const view = { entity_type: "Notification", action: "View", user_id: 1, signer: "0xone" };

describe("Notification View", () => {
  test("notes when the user looked, to the second", async () => {
    await undone(database.client, async () => {
      expect(
        await apply(database.client, { ...view, metadata: "anything", time: "2026-06-01T12:00:00.75Z" }),
      ).toBeNull();
      const { rows } = await database.client.query(
        "select user_id, seen_at::text, blocknumber, blockhash, txhash from notification_seen order by seen_at desc",
      );
      expect(rows).toHaveLength(2);
      expect(rows[0]).toEqual({
        user_id: 1,
        seen_at: "2026-06-01 12:00:00",
        blocknumber: 1,
        blockhash: "0xblock1",
        txhash: "0xtx1",
      });
    });
  });

  test.each([
    ["user_missing", { user_id: 9 }],
    ["signer_not_authorized", { signer: "0xother" }],
    ["view_exists", { time: "2026-05-01T00:00:00.9Z" }],
  ])("%s", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...view, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
