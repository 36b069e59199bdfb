import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, undone } from "../../../../support/procedure.ts";
import { assigned, dashboardRows, free, givenUp, other, user } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, dashboardRows);
});

afterAll(async () => {
  await database.drop();
});

const remove = {
  ...user,
  entity_type: "DashboardWalletUser",
  action: "Delete",
  metadata: JSON.stringify({ wallet: assigned.lower }),
};

describe("DashboardWalletUser Delete", () => {
  test.each([
    ["the user", {}, assigned.address],
    ["the wallet", { signer: assigned.lower }, assigned.address],
    ["the wallet, whatever user it names", { signer: assigned.lower, user_id: 2 }, assigned.address],
    ["who gave it up before", { ...other, metadata: JSON.stringify({ wallet: givenUp.address }) }, givenUp.lower],
  ])("marks a wallet as given up, signed by %s", async (_, changes, wallet) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...remove, ...changes })).toBeNull();
      const { rows } = await database.client.query(
        "select wallet, is_delete, blocknumber, created_at::text from dashboard_wallet_users where txhash = '0xtx1'",
      );
      expect(rows).toEqual([{ wallet, is_delete: true, blocknumber: 1, created_at: "2026-01-01 00:00:00" }]);
    });
  });

  test.each([
    ["metadata_not_json", { metadata: "{" }],
    ["metadata_not_object", { metadata: "0" }],
    ["invalid_wallet", { metadata: '{"wallet":true}' }],
    ["wallet_missing", { metadata: '{"wallet":false}' }],
    ["user_missing", { user_id: 99 }],
    ["wallet_not_assigned", { metadata: JSON.stringify({ wallet: free.lower }) }],
    ["signer_not_authorized", { signer: other.signer }],
    ["signer_not_authorized", { signer: "0xapp" }],
    ["wallet_of_other_user", other],
  ])("%s", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...remove, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
