import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";
import { eth, user, walletRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, walletRows);
});

afterAll(async () => {
  await database.drop();
});

const own = { wallet_address: eth.own.address, chain: "eth" };
const remove = { ...user, action: "Delete", metadata: enveloped(own) };

describe("AssociatedWallet Delete", () => {
  test("removes the user's wallet and no other", async () => {
    await undone(database.client, async () => {
      expect(await apply(database.client, remove)).toBeNull();
      const { rows } = await database.client.query("select wallet from associated_wallets where user_id = 1");
      expect(rows).toEqual([{ wallet: eth.stale.address }]);
    });
  });

  test.each([
    ["metadata_missing", { metadata: "" }],
    ["metadata_not_enveloped", { metadata: "{}" }],
    ["metadata_without_changes", { metadata: enveloped({}) }],
    ["user_missing", { user_id: 99 }],
    ["signer_not_authorized", { signer: "0xother" }],
    ["wallet_not_associated", { metadata: enveloped({ ...own, chain: "sol" }) }],
    ["wallet_not_associated", { metadata: enveloped({ wallet_address: eth.own.address }) }],
    ["wallet_not_associated", { metadata: enveloped({ ...own, wallet_address: eth.own.lower }) }],
    ["wallet_not_associated", { metadata: enveloped({ ...own, wallet_address: eth.others.address }) }],
    ["wallet_not_associated", { metadata: enveloped({ ...own, wallet_address: eth.stale.address }) }],
    ["wallet_not_associated", { metadata: enveloped({ ...own, wallet_address: 5 }) }],
  ])("%s: %j", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...remove, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
