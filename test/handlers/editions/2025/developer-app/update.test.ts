import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, undone } from "../../../../support/procedure.ts";
import { appRows, owner } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, appRows);
});

afterAll(async () => {
  await database.drop();
});

const update = { ...owner, entity_type: "DeveloperApp", action: "Update" };
const valid = { address: "0xAPP", name: "Renamed" };

describe("DeveloperApp Update", () => {
  test("sets name, description and image, and empties what the metadata lacks", async () => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...update, metadata: JSON.stringify(valid) })).toBeNull();
      const { rows } = await database.client.query(
        `select address, name, description, image_url, txhash, blocknumber, created_at::text, updated_at::text
         from developer_apps where address = '0xApp'`,
      );
      expect(rows).toEqual([
        {
          address: "0xApp",
          name: "Renamed",
          description: null,
          image_url: null,
          txhash: "0xtx1",
          blocknumber: 1,
          created_at: "2026-02-01 00:00:00",
          updated_at: "2026-06-01 12:00:00",
        },
      ]);
    });
  });

  test("changes a deleted app, which stays deleted", async () => {
    await undone(database.client, async () => {
      const metadata = JSON.stringify({ ...valid, address: "0xgone" });
      expect(await apply(database.client, { ...update, metadata })).toBeNull();
      const { rows } = await database.client.query("select is_delete from developer_apps where name = 'Renamed'");
      expect(rows).toEqual([{ is_delete: true }]);
    });
  });

  test.each([
    ["metadata_not_object", { metadata: "5" }],
    ["address_missing", { metadata: "" }],
    ["user_missing", { user_id: 99 }],
    ["user_wallet_missing", { user_id: 3 }],
    ["signer_not_authorized", { signer: "0xbusy" }],
    ["developer_app_not_own", { user_id: 2, signer: "0xbusy" }],
  ])("%s", async (code, changes) => {
    const transaction = { ...update, metadata: JSON.stringify(valid), ...changes };
    const refused = await undone(database.client, () => apply(database.client, transaction));
    expect(refused?.code).toBe(code);
  });

  test.each([
    ["invalid_address", { address: true }],
    ["address_missing", { address: "" }],
    ["developer_app_missing", { address: "0xnone" }],
    ["name_missing", { name: null }],
    ["name_not_text", { name: 5 }],
    ["name_too_long", { name: "a".repeat(51) }],
    ["description_not_text", { description: [] }],
    ["description_too_long", { description: "a".repeat(161) }],
    ["image_url_not_text", { image_url: 5 }],
    ["image_url_too_long", { image_url: `https://a.b/${"x".repeat(2000)}` }],
  ])("%s: %j", async (code, changes) => {
    const transaction = { ...update, metadata: JSON.stringify({ ...valid, ...changes }) };
    const refused = await undone(database.client, () => apply(database.client, transaction));
    expect(refused?.code).toBe(code);
  });
});
