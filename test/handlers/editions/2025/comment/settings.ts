import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../../../support/procedure.ts";
import { found } from "./world.ts";

/**
 * Tests Mute and Unmute of the notifications about comments, which tracks and comments have alike.
 * @param data metadata with a member that the actions know, and with one that they do not
 */
export function describeSettings(entity_type: "Comment" | "Track", data: { known: unknown; unknown: unknown }): void {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase("2025");
    await seed(database.client, {
      comment_notification_settings: [{ user_id: 5, entity_id: 50, entity_type, is_muted: false }],
    });
  });
  afterAll(() => database.drop());

  for (const [action, is_muted] of [
    ["Mute", true],
    ["Unmute", false],
  ] as const) {
    const tried = (changes: Partial<TriedTransaction> = {}): TriedTransaction => ({
      entity_type,
      action,
      user_id: 5,
      entity_id: 50,
      signer: "0xanybody",
      ...changes,
    });
    const settings =
      "select user_id, entity_id, entity_type, is_muted, created_at = updated_at as anew from comment_notification_settings";

    describe(`${entity_type} ${action}`, () => {
      it("writes the setting anew, whoever signs", async () => {
        await undone(database.client, async () => {
          expect(await apply(database.client, tried({ metadata: enveloped(data.known) }))).toBeNull();
          expect(await found(database.client, `${settings} where created_at = '2026-06-01 12:00'`)).toEqual([
            { user_id: 5, entity_id: 50, entity_type, is_muted, anew: true },
          ]);
        });
      });

      it("writes a first setting, of a user and a target that do not exist", async () => {
        await undone(database.client, async () => {
          expect(await apply(database.client, tried({ user_id: -1, entity_id: 0 }))).toBeNull();
          expect(await found(database.client, `${settings} where user_id = -1`)).toMatchObject([
            { entity_id: 0, is_muted },
          ]);
        });
      });

      const refused: [code: string, changes: Partial<TriedTransaction>][] = [
        ["metadata_not_enveloped", { metadata: "{}" }],
        ["metadata_without_changes", { metadata: enveloped(data.unknown) }],
        ["user_id_out_of_range", { user_id: 2n ** 31n }],
        ["entity_id_out_of_range", { entity_id: 2n ** 31n }],
      ];
      it.each(refused)("refuses with %s", async (code, changes) => {
        await undone(database.client, async () => {
          expect(await apply(database.client, tried(changes))).toMatchObject({ code });
        });
      });
    });
  }
}
