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

const remove = { ...owner, entity_type: "DeveloperApp", action: "Delete", metadata: '{"address":"0xapp"}' };

describe("DeveloperApp Delete", () => {
  test.each([["0xapp"], ["0xGone"]])("marks app %s as deleted and keeps the rest", async (address) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...remove, metadata: JSON.stringify({ address }) })).toBeNull();
      const { rows } = await database.client.query(
        "select name, is_delete, txhash from developer_apps where lower(address) = lower($1)",
        [address],
      );
      expect(rows).toEqual([{ name: expect.stringMatching(/App|Gone/), is_delete: true, txhash: "0xtx1" }]);
    });
  });

  test.each([
    ["metadata_not_json", { metadata: "address" }],
    ["metadata_not_object", { metadata: "null" }],
    ["invalid_address", { metadata: '{"address":["0xapp"]}' }],
    ["user_missing", { user_id: 99 }],
    ["user_wallet_missing", { user_id: 3 }],
    ["signer_not_authorized", { signer: "0xbusy" }],
    ["address_missing", { metadata: '{"address":0}' }],
    ["developer_app_missing", { metadata: '{"address":"0xnone"}' }],
    ["developer_app_not_own", { metadata: '{"address":"0xbusy2"}' }],
  ])("%s", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...remove, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
