import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { seed, undone } from "../../../../support/procedure.ts";
import { eventRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, {
    ...eventRows,
    follows: [
      { follower_user_id: 2, followee_user_id: 1 },
      { follower_user_id: 3, followee_user_id: 1 },
      { follower_user_id: 4, followee_user_id: 1, is_delete: true },
    ],
    saves: [
      { user_id: 3, save_item_id: 12, save_type: "track" },
      { user_id: 5, save_item_id: 12, save_type: "track" },
      { user_id: 6, save_item_id: 12, save_type: "track", is_delete: true },
      { user_id: 7, save_item_id: 12, save_type: "playlist" },
    ],
  });
});

afterAll(async () => {
  await database.drop();
});

/** The notifications after the track has become public so many times. */
async function told(track_id: number, times = 1): Promise<unknown[]> {
  return await undone(database.client, async () => {
    await database.client.query(
      "select em.notify_remix_contest_started($1, 1, (7, '0xb', '2026-06-01', 7, 'em-test')::em.block) from generate_series(1, $2)",
      [track_id, times],
    );
    const { rows } = await database.client.query<{ row: unknown }>(
      "select to_jsonb(notification) - 'id' as row from notification order by id",
    );
    return rows.map(({ row }) => row);
  });
}

describe("em.notify_remix_contest_started", () => {
  test("tells followers of the host and who saved the track, each once", async () => {
    expect(await told(12, 2)).toEqual(
      [2, 3, 5].map((user_id) => ({
        type: "fan_remix_contest_started",
        group_id: "fan_remix_contest_started:12:user:1",
        specifier: String(user_id),
        user_ids: [user_id],
        data: { entity_id: 12, entity_user_id: 1 },
        timestamp: "2026-06-01T00:00:00",
        blocknumber: 7,
        slot: null,
        type_v2: null,
      })),
    );
  });

  test.each([
    ["no contest", 10],
    ["a deleted contest only", 13],
  ])("tells nobody where the track has %s", async (_, track_id) => {
    expect(await told(track_id)).toEqual([]);
  });
});
