import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, type Rows, seed, undone } from "../../support/procedure.ts";
import { artist, event, fan, left, namesake, now, socialRows, track, tried } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, socialRows);
});

afterAll(() => database.drop());

const pair = { follower_user_id: fan.user_id, followee_user_id: artist.user_id };
const subscription = { subscriber_id: fan.user_id, user_id: artist.user_id, txhash: "0xbefore" };

describe("Follow and Unfollow", () => {
  test("write the tie and the subscription that comes with it", async () => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried("Follow"))).toBeNull();
      const stamp = { txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1, created_at: now };
      const state = { is_current: true, is_delete: false, ...stamp };
      const { rows } = await database.client.query(
        `select to_jsonb(follows) as follow, to_jsonb(subscriptions) as subscription
         from follows cross join subscriptions`,
      );
      expect(rows).toEqual([
        {
          follow: { ...pair, ...state, slot: null },
          subscription: {
            subscriber_id: fan.user_id,
            user_id: artist.user_id,
            entity_id: artist.user_id,
            entity_type: "User",
            ...state,
          },
        },
      ]);
    });
  });

  test.each<[situation: string, steps: string[], follow: string[], subscription: string[], before?: Rows]>([
    ["one follows", ["Follow"], ["on 0xtx1"], ["on 0xtx1"]],
    ["but not twice", ["Follow", "Follow: already_following"], ["on 0xtx1"], ["on 0xtx1"]],
    ["one unfollows", ["Follow", "Unfollow"], ["off 0xtx2"], ["off 0xtx2"]],
    ["but not twice", ["Follow", "Unfollow", "Unfollow: not_following"], ["off 0xtx2"], ["off 0xtx2"]],
    ["and follows again", ["Follow", "Unfollow", "Follow"], ["on 0xtx3"], ["on 0xtx3"]],
    ["situation 77: who does not follow cannot unfollow", ["Unfollow: not_following"], [], []],
    ["a subscription of before is renewed", ["Subscribe", "Follow"], ["on 0xtx2"], ["on 0xtx2"]],
    ["a subscription goes alone", ["Follow", "Unsubscribe"], ["on 0xtx1"], ["off 0xtx2"]],
    ["a follow takes it up again", ["Follow", "Unsubscribe", "Unfollow", "Follow"], ["on 0xtx4"], ["on 0xtx4"]],
    ["a follow without a subscription ends with one", ["Unfollow"], ["off 0xtx1"], ["off 0xtx1"], { follows: [pair] }],
    [
      "rows of the past stay what they are",
      ["Follow"],
      ["on 0xtx1"],
      ["on 0xtx1"],
      {
        follows: [{ ...pair, is_current: false, txhash: "0xbefore" }],
        subscriptions: [{ ...subscription, is_current: false }],
      },
    ],
  ])("%s: %j", async (_, steps, follow, subscribed, before) => {
    expect(await left(database, { table: "follows", steps, before })).toEqual(follow);
    expect(await left(database, { table: "subscriptions", steps, before })).toEqual(subscribed);
  });

  test.each([
    ["situation 76: a track", { entity_type: "Track", entity_id: track.song }],
    ["an event", { entity_type: "Event", entity_id: event.on }],
    ["nothing that there is", { entity_type: "Nobody", entity_id: namesake.user_id }],
  ])("who names %s follows the user with its number", async (_, about) => {
    expect(await left(database, { table: "follows", steps: ["Follow"], about })).toEqual(["on 0xtx1"]);
  });

  test("situation 78: an event with the user's number is another subscription", async () => {
    await undone(database.client, async () => {
      const { user_id: entity_id } = namesake;
      for (const [entity_type, action] of [
        ["Event", "Subscribe"],
        ["User", "Follow"],
        ["User", "Unfollow"],
      ] as const) {
        expect(await apply(database.client, tried(action, { entity_type, entity_id }))).toBeNull();
      }
      const { rows } = await database.client.query(
        "select entity_type, entity_id, is_delete, txhash from subscriptions order by entity_type",
      );
      expect(rows).toEqual([
        { entity_type: "Event", entity_id, is_delete: false, txhash: "0xtx1" },
        { entity_type: "User", entity_id, is_delete: true, txhash: "0xtx3" },
      ]);
    });
  });

  test.each([
    ["own_user", tried("Follow", { entity_id: fan.user_id })],
    ["own_user", tried("Follow", { entity_id: fan.user_id, signer: artist.signer })],
    ["signer_not_authorized", tried("Follow", { signer: artist.signer })],
    ["target_missing", tried("Follow", { entity_id: 99 })],
    ["target_missing", tried("Follow", { entity_id: 2n ** 31n })],
    ["target_missing", tried("Follow", { entity_type: "Track", entity_id: track.deleted })],
    ["signer_not_authorized", tried("Unfollow", { signer: artist.signer })],
    ["not_following", tried("Unfollow", { entity_id: fan.user_id })],
    ["not_following", tried("Unfollow", { entity_id: -(2n ** 63n) })],
  ])("%s: %#", async (code, transaction) => {
    expect((await undone(database.client, () => apply(database.client, transaction)))?.code).toBe(code);
  });
});
