import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, undone } from "../../support/procedure.ts";

const time = "2026-10-01T12:00:00.25Z";
const now = "2026-10-01T12:00:00.25";
const before = "2026-01-01T00:00:00";

/** Mute and Unmute of the notifications about a track or a comment, which are alike. */
export function describeSettings(entity_type: "Track" | "Comment"): void {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
    const setting = { user_id: 5, entity_type };
    const other = entity_type === "Track" ? "Comment" : "Track";
    await seed(database.client, {
      comment_notification_settings: [
        { ...setting, entity_id: 7, is_muted: false },
        { ...setting, entity_id: 8, is_muted: true },
        { ...setting, entity_id: 9, entity_type: other, is_muted: true },
      ],
    });
  });

  afterAll(() => database.drop());

  describe.each([
    { action: "Mute", is_muted: true },
    { action: "Unmute", is_muted: false },
  ])(`${entity_type} $action`, ({ action, is_muted }) => {
    const tried = { entity_type, action, user_id: 5, signer: "anybody", metadata: "{", time };

    test.each([
      ["a new setting, whoever signs", 6, now],
      ["a setting, whose creation stays", 7, before],
      ["a setting that is so already", 8, before],
      ["no setting of something else", 9, now],
    ])("writes %s", async (_, entity_id, created_at) => {
      await undone(database.client, async () => {
        expect(await apply(database.client, { ...tried, entity_id })).toBeNull();
        const { rows } = await database.client.query(
          `select to_jsonb(comment_notification_settings) as row from comment_notification_settings
           where entity_id = $1 and entity_type = $2`,
          [entity_id, entity_type],
        );
        expect(rows).toMatchObject([{ row: { user_id: 5, is_muted, created_at, updated_at: now } }]);
      });
    });

    test.each([
      ["user_id_out_of_range", { user_id: 2n ** 31n }],
      ["user_id_out_of_range", { user_id: -(2n ** 63n) }],
      ["entity_id_out_of_range", { entity_id: 2n ** 31n }],
      ["entity_id_out_of_range", { entity_id: -(2n ** 31n) - 1n }],
    ])("%s: %#", async (code, changes) => {
      const refused = await undone(database.client, () =>
        apply(database.client, { ...tried, entity_id: 6, ...changes }),
      );
      expect(refused?.code).toBe(code);
    });
  });
}
