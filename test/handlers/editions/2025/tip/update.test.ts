import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  const tip = { slot: 5, sender_user_id: 2, receiver_user_id: 1, amount: 100 };
  await seed(database.client, {
    users: [{ user_id: 1, wallet: "0xreceiver" }, { user_id: 2, wallet: "0xSender" }, { user_id: 3 }],
    developer_apps: [{ address: "0xapp", name: "App" }],
    grants: [{ grantee_address: "0xapp", user_id: 1, is_revoked: false, is_approved: true }],
    user_tips: [
      { ...tip, signature: "tip" },
      { ...tip, signature: "twice" },
      { ...tip, signature: "twice", slot: 6 },
      { ...tip, signature: "by-nobody", sender_user_id: 9 },
      { ...tip, signature: "by-walletless", sender_user_id: 3 },
      { ...tip, signature: "of-another", receiver_user_id: 2 },
    ],
  });
});

afterAll(async () => {
  await database.drop();
});

const update = { entity_type: "Tip", action: "Update", user_id: 1, signer: "0xreceiver" };

describe("Tip Update", () => {
  test.each([
    ["the user's wallet", "0xreceiver"],
    ["an app that the user granted it to (S7)", "0xapp"],
  ])("notes each reaction at the block's time, signed by %s", async (_, signer) => {
    await undone(database.client, async () => {
      for (const reaction_value of [4, 1]) {
        const metadata = enveloped({ reacted_to: "tip", reaction_value });
        expect(await apply(database.client, { ...update, signer, metadata })).toBeNull();
      }
      const { rows } = await database.client.query(
        "select to_jsonb(reactions) - 'id' as row from reactions order by id",
      );
      const row = {
        reacted_to: "tip",
        reaction_type: "tip",
        sender_wallet: "0xSender",
        timestamp: "2026-06-01T12:00:00",
      };
      expect(rows).toEqual([
        { row: { ...row, reaction_value: 4, blocknumber: 1 } },
        { row: { ...row, reaction_value: 1, blocknumber: 2 } },
      ]);
    });
  });

  test("signer_not_authorized (S7)", async () => {
    const transaction = {
      ...update,
      signer: "0xSender",
      metadata: enveloped({ reacted_to: "tip", reaction_value: 1 }),
    };
    const refused = await undone(database.client, () => apply(database.client, transaction));
    expect(refused?.code).toBe("signer_not_authorized");
  });

  test.each([
    ["metadata_missing", ""],
    ["metadata_data_not_object", enveloped(5)],
    ["contents_not_fetchable", enveloped({ reacted_to: "tip", reaction_value: 1, playlist_contents: "abc" })],
    ["invalid_reacted_to", enveloped({ reacted_to: 5, reaction_value: 1 })],
    ["invalid_reacted_to", enveloped({ reacted_to: "tip\u0000", reaction_value: 1 })],
    ["invalid_reaction_value", enveloped({ reacted_to: "tip", reaction_value: true })],
    ["invalid_reaction_value", enveloped({ reacted_to: "tip", reaction_value: "1" })],
    ["reacted_to_missing", enveloped({ reaction_value: 1 })],
    ["reaction_value_unknown", enveloped({ reacted_to: "tip" })],
    ["reaction_value_unknown", enveloped({ reacted_to: "tip", reaction_value: 0 })],
    ["reaction_value_unknown", enveloped({ reacted_to: "tip", reaction_value: 5 })],
    ["tip_missing", enveloped({ reacted_to: "TIP", reaction_value: 1 })],
    ["tip_missing", enveloped({ reacted_to: "of-another", reaction_value: 1 })],
    ["tip_not_unique", enveloped({ reacted_to: "twice", reaction_value: 1 })],
    ["tip_sender_missing", enveloped({ reacted_to: "by-nobody", reaction_value: 1 })],
    ["tip_sender_without_wallet", enveloped({ reacted_to: "by-walletless", reaction_value: 1 })],
  ])("%s: %s", async (code, metadata) => {
    const refused = await undone(database.client, () => apply(database.client, { ...update, metadata }));
    expect(refused?.code).toBe(code);
  });
});
