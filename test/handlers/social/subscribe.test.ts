import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, type Rows, seed, undone } from "../../support/procedure.ts";
import { artist, event, fan, left, now, socialRows, tried } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, socialRows);
});

afterAll(() => database.drop());

const onUser = { entity_type: "User", entity_id: artist.user_id };
const onEvent = { entity_type: "Event", entity_id: event.on };
const early = { subscriber_id: fan.user_id, user_id: artist.user_id, entity_id: null, txhash: "0xbefore" };

describe("Subscribe and Unsubscribe", () => {
  test.each([
    ["a user", onUser, "User"],
    ["an event", onEvent, "Event"],
    ["a user, by the name of anything else", { ...onUser, entity_type: "event" }, "User"],
  ])("note %s", async (_, about, entity_type) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried("Subscribe", about))).toBeNull();
      const { rows } = await database.client.query("select to_jsonb(subscriptions) as row from subscriptions");
      const { entity_id } = about;
      const state = { is_current: true, is_delete: false, created_at: now };
      const stamp = { txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1 };
      expect(rows).toEqual([
        { row: { subscriber_id: fan.user_id, user_id: entity_id, entity_id, entity_type, ...state, ...stamp } },
      ]);
    });
  });

  describe.each([
    { of: "a user", about: onUser },
    { of: "an event", about: onEvent },
  ])("to $of", ({ about }) => {
    test.each([
      [["Subscribe"], ["on 0xtx1"]],
      [["Subscribe", "Subscribe: already_subscribed"], ["on 0xtx1"]],
      [["Subscribe", "Unsubscribe"], ["off 0xtx2"]],
      [["Subscribe", "Unsubscribe", "Subscribe"], ["on 0xtx3"]],
      [["Unsubscribe: not_subscribed"], []],
      [["Subscribe", "Unsubscribe", "Unsubscribe: not_subscribed"], ["off 0xtx2"]],
    ])("%j", async (steps, expected) => {
      expect(await left(database, { table: "subscriptions", steps, about })).toEqual(expected);
    });
  });

  test.each<[action: string, before: Rows]>([
    ["Subscribe", { subscriptions: [{ ...early, is_delete: true }] }],
    ["Unsubscribe", { subscriptions: [early] }],
  ])("%s fills in what an old row is about", async (action, before) => {
    await undone(database.client, async () => {
      await seed(database.client, before);
      expect(await apply(database.client, tried(action))).toBeNull();
      const { rows } = await database.client.query("select entity_id, created_at::text from subscriptions");
      expect(rows).toEqual([{ entity_id: artist.user_id, created_at: "2026-10-01 12:00:00.25" }]);
    });
  });

  test("not even the event with one's own number is oneself", async () => {
    const steps = ["Subscribe", "Unsubscribe"];
    const about = { ...onEvent, user_id: event.on, signer: "0xnamesake" };
    expect(await left(database, { table: "subscriptions", steps, about })).toEqual(["off 0xtx2"]);
  });

  test.each([
    ["own_user", tried("Subscribe", { entity_id: fan.user_id })],
    ["signer_not_authorized", tried("Subscribe", { signer: artist.signer })],
    ["signer_not_authorized", tried("Subscribe", { ...onEvent, signer: artist.signer })],
    ["target_missing", tried("Subscribe", { entity_id: 99 })],
    ["target_missing", tried("Subscribe", { entity_id: 2n ** 31n })],
    ["target_missing", tried("Subscribe", { entity_type: "Event", entity_id: artist.user_id })],
    ["target_missing", tried("Subscribe", { entity_type: "Event", entity_id: event.deleted })],
    ["target_missing", tried("Subscribe", { entity_type: "Event", entity_id: -(2n ** 63n) })],
    ["signer_not_authorized", tried("Unsubscribe", { signer: artist.signer })],
    ["not_subscribed", tried("Unsubscribe", { entity_id: 2n ** 31n })],
  ])("%s: %#", async (code, transaction) => {
    expect((await undone(database.client, () => apply(database.client, transaction)))?.code).toBe(code);
  });
});
