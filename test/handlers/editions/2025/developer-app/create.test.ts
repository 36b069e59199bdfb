import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, undone } from "../../../../support/procedure.ts";
import { appRows, appSignature, newApp, now, owner, takenApp, userWallet } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, appRows);
});

afterAll(async () => {
  await database.drop();
});

const create = { ...owner, entity_type: "DeveloperApp", action: "Create" };
const valid = { name: "New", app_signature: appSignature() };
const sixHours = 21_600;

function at(time: number | string) {
  return { app_signature: appSignature(newApp, `Creating Audius developer app at ${time}`) };
}

describe("DeveloperApp Create", () => {
  test("makes an app with the address that the signature recovers to", async () => {
    await undone(database.client, async () => {
      const metadata = JSON.stringify({
        ...valid,
        description: "what it does",
        image_url: "https://img.example/x.png",
        is_personal_access: true,
        address: "0xanother",
      });
      expect(await apply(database.client, { ...create, metadata })).toBeNull();
      const { rows } = await database.client.query(
        "select to_jsonb(developer_apps) as row from developer_apps where name = 'New'",
      );
      expect(rows).toEqual([
        {
          row: {
            address: newApp.lower,
            user_id: 1,
            name: "New",
            description: "what it does",
            image_url: "https://img.example/x.png",
            is_personal_access: true,
            is_delete: false,
            is_current: true,
            blockhash: "0xblock1",
            blocknumber: 1,
            txhash: "0xtx1",
            created_at: "2026-06-01T12:00:00",
            updated_at: "2026-06-01T12:00:00",
          },
        },
      ]);
    });
  });

  test.each([
    ["a second less than 6 hours ago", at(now - sixHours + 1)],
    ["a second less than 6 hours ahead", at(now + sixHours - 1)],
    ["with a time as Python's int() reads it", at("+1_780_315_200")],
    ["with an empty description and an image that is passed over", { description: "", image_url: "x".repeat(3000) }],
    ["with a name of 50 characters", { name: "🎧".repeat(50) }],
  ])("accepts an app signed %s", async (_, changes) => {
    await undone(database.client, async () => {
      const metadata = JSON.stringify({ ...valid, ...changes });
      expect(await apply(database.client, { ...create, metadata })).toBeNull();
      const { rows } = await database.client.query(
        "select description, image_url from developer_apps where txhash = '0xtx1'",
      );
      expect(rows).toEqual([{ description: null, image_url: null }]);
    });
  });

  test.each([
    ["metadata_not_json", { metadata: "{" }],
    ["metadata_not_object", { metadata: "[]" }],
    ["user_missing", { user_id: 99 }],
    ["user_wallet_missing", { user_id: 3 }],
    ["signer_not_authorized", { signer: "0xbusy" }],
    ["app_signature_missing", { metadata: "" }],
    ["too_many_developer_apps", { user_id: 2, signer: "0xbusy" }],
  ])("%s", async (code, changes) => {
    const transaction = { ...create, metadata: JSON.stringify(valid), ...changes };
    const refused = await undone(database.client, () => apply(database.client, transaction));
    expect(refused?.code).toBe(code);
  });

  test.each([
    ["invalid_address", { address: 5 }],
    ["invalid_address", { address: "0x\0" }],
    ["app_signature_missing", { app_signature: {} }],
    ["app_signature_not_object", { app_signature: "signed" }],
    ["app_message_missing", { app_signature: { ...appSignature(), message: 5 } }],
    ["app_message_wrong", { app_signature: appSignature(newApp, `Creating an app at ${now}`) }],
    ["app_message_without_time", at("noon")],
    ["app_signature_expired", at(now - sixHours)],
    ["app_signature_expired", at(now + sixHours)],
    ["app_signature_invalid", { app_signature: { ...appSignature(), signature: "0x00" } }],
    ["developer_app_exists", { app_signature: appSignature(takenApp) }],
    ["address_is_wallet", { app_signature: appSignature(userWallet) }],
    ["name_missing", { name: "" }],
    ["name_not_text", { name: ["New"] }],
    ["name_too_long", { name: "a".repeat(51) }],
    ["invalid_is_personal_access", { is_personal_access: 1 }],
    ["description_not_text", { description: 5 }],
    ["description_too_long", { description: "a".repeat(161) }],
    ["image_url_not_text", { image_url: ["https://a.b"] }],
    ["image_url_too_long", { image_url: `https://a.b/${"x".repeat(2000)}` }],
  ])("%s: %j", async (code, changes) => {
    const transaction = { ...create, metadata: JSON.stringify({ ...valid, ...changes }) };
    const refused = await undone(database.client, () => apply(database.client, transaction));
    expect(refused?.code).toBe(code);
  });
});
