import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, undone } from "../../support/procedure.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, {
    users: [{ user_id: 1, wallet: "0xone" }],
    notification_seen: [{ user_id: 1, seen_at: "2026-05-01T00:00:00.75" }],
  });
});

afterAll(() => database.drop());

const view = { entity_type: "Notification", action: "View", user_id: 1, signer: "0xone", metadata: "anything" };

/** The looks of user 1 after one at a time. */
async function seenAfter(time: string): Promise<unknown[]> {
  return await undone(database.client, async () => {
    expect(await apply(database.client, { ...view, time })).toBeNull();
    const { rows } = await database.client.query(
      "select to_jsonb(notification_seen) as row from notification_seen order by seen_at",
    );
    return rows.map(({ row }) => row);
  });
}

describe("Notification View", () => {
  test("notes when the user looked", async () => {
    const stamp = { txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1 };
    expect(await seenAfter("2026-05-01T00:00:00.750001Z")).toMatchObject([
      { txhash: "0xseed" },
      { user_id: 1, seen_at: "2026-05-01T00:00:00.750001", ...stamp },
    ]);
  });

  test("notes a second look at the same time not at all", async () => {
    expect(await seenAfter("2026-05-01T00:00:00.75Z")).toMatchObject([{ txhash: "0xseed" }]);
  });

  test.each([
    ["user_missing", { user_id: 9 }],
    ["user_missing", { user_id: 2n ** 63n - 1n }],
    ["signer_not_authorized", { signer: "0xother" }],
  ])("%s: %#", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...view, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
