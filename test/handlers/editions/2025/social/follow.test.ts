import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, undone } from "../../../../support/procedure.ts";
import { artist, fan, socialRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, socialRows);
});

afterAll(async () => {
  await database.drop();
});

const about = { ...fan, entity_type: "User", entity_id: artist };

/** The ties from the fan to a user after these actions, each in a block of its own: whether deleted, and the block. */
async function ties(entity_type: string, entity_id: number, ...actions: string[]): Promise<unknown> {
  return await undone(database.client, async () => {
    for (const action of actions) {
      expect(await apply(database.client, { ...about, entity_type, entity_id, action })).toBeNull();
    }
    const { rows } = await database.client.query(
      `select (select jsonb_agg(jsonb_build_array(is_delete, blocknumber)) from follows
                where follower_user_id = $1 and followee_user_id = $2) as follows,
              (select jsonb_agg(jsonb_build_array(is_delete, blocknumber)) from subscriptions
                where subscriber_id = $1 and user_id = $2) as subscriptions`,
      [fan.user_id, entity_id],
    );
    return rows[0];
  });
}

test("Follow writes a tie and a subscription", async () => {
  await undone(database.client, async () => {
    expect(await apply(database.client, { ...about, action: "Follow" })).toBeNull();
    const stamp = { is_current: true, is_delete: false, txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1 };
    const created_at = "2026-06-01T12:00:00";
    const { rows } = await database.client.query(
      "select to_jsonb(follows) - 'slot' as tie, (select to_jsonb(subscriptions) from subscriptions) as subscription from follows",
    );
    expect(rows).toEqual([
      {
        tie: { follower_user_id: fan.user_id, followee_user_id: artist, ...stamp, created_at },
        subscription: {
          subscriber_id: fan.user_id,
          user_id: artist,
          entity_type: "User",
          entity_id: null,
          ...stamp,
          created_at,
        },
      },
    ]);
  });
});

describe("ties between users", () => {
  test.each<[string[], [boolean, number] | null, [boolean, number] | null]>([
    [
      ["Follow", "Follow"],
      [false, 1],
      [false, 1],
    ],
    [["Unfollow"], [true, 1], [true, 1]],
    [
      ["Unfollow", "Unfollow"],
      [true, 1],
      [true, 1],
    ],
    [
      ["Follow", "Unfollow"],
      [true, 2],
      [true, 2],
    ],
    [
      ["Follow", "Unfollow", "Follow"],
      [false, 3],
      [false, 3],
    ],
    [["Subscribe"], null, [false, 1]],
    [["Subscribe", "Subscribe"], null, [false, 1]],
    [
      ["Subscribe", "Follow"],
      [false, 2],
      [false, 1],
    ],
    [
      ["Follow", "Unsubscribe", "Follow"],
      [false, 1],
      [false, 3],
    ],
    [["Unsubscribe"], null, [true, 1]],
    [["Unsubscribe", "Unsubscribe"], null, [true, 1]],
    [["Unsubscribe", "Subscribe"], null, [false, 2]],
  ])("%j", async (actions, follow, subscription) => {
    expect(await ties("User", artist, ...actions)).toEqual({
      follows: follow && [follow],
      subscriptions: subscription && [subscription],
    });
  });

  test.each([
    ["Track", 10],
    ["Playlist", 20],
    ["Comment", 30],
    ["Event", 40],
  ])("may be made by naming a %s: the user with its number is meant", async (entity_type, entity_id) => {
    expect(await ties(entity_type, entity_id, "Follow")).toEqual({
      follows: [[false, 1]],
      subscriptions: [[false, 1]],
    });
  });
});

describe.each(["Follow", "Unfollow", "Subscribe", "Unsubscribe"])("%s", (action) => {
  test.each([
    ["signer_not_authorized", { signer: "0xother" }],
    ["target_type_unknown", { entity_type: "user" }],
    ["target_type_unknown", { entity_type: "FanClub" }],
    ["target_missing", { entity_id: 99 }],
    ["target_missing", { entity_id: 2n ** 31n }],
    ["target_missing", { entity_type: "Track", entity_id: artist }],
    ["target_missing", { entity_type: "Track", entity_id: 13 }],
    ["target_missing", { entity_type: "Playlist", entity_id: artist }],
    ["target_missing", { entity_type: "Comment", entity_id: artist }],
    ["target_missing", { entity_type: "Event", entity_id: artist }],
    ["own_user", { entity_id: fan.user_id }],
  ])("%s: %o", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...about, action, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
