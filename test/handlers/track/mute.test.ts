import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, undone } from "../../support/procedure.ts";
import { now, time } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  const setting = { user_id: 5, entity_type: "Track" };
  await seed(database.client, {
    comment_notification_settings: [
      { ...setting, entity_id: 7, is_muted: false },
      { ...setting, entity_id: 8, is_muted: true },
      { ...setting, entity_id: 9, entity_type: "Comment", is_muted: true },
    ],
  });
});

afterAll(() => database.drop());

const before = "2026-01-01T00:00:00";

describe.each([
  { action: "Mute", is_muted: true },
  { action: "Unmute", is_muted: false },
])("Track $action", ({ action, is_muted }) => {
  const tried = { entity_type: "Track", action, user_id: 5, signer: "anybody", metadata: "{", time };

  test.each([
    ["a new setting", 6, now],
    ["a setting, whose creation stays", 7, before],
    ["a setting that is so already", 8, before],
    ["no setting of a comment", 9, now],
  ])("writes %s", async (_, entity_id, created_at) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...tried, entity_id })).toBeNull();
      const { rows } = await database.client.query(
        "select to_jsonb(comment_notification_settings) as row from comment_notification_settings where entity_id = $1 and entity_type = 'Track'",
        [entity_id],
      );
      expect(rows).toMatchObject([{ row: { user_id: 5, is_muted, created_at, updated_at: now } }]);
    });
  });

  test.each([
    ["user_id_out_of_range", { user_id: 2 ** 31 }],
    ["entity_id_out_of_range", { entity_id: 2 ** 31 }],
  ])("%s", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...tried, entity_id: 6, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
