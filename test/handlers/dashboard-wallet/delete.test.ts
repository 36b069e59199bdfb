import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { longText } from "../user/seed.ts";
import { ana, assignmentOf, ben, now, time, wallet, walletRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, walletRows);
});

afterAll(() => database.drop());

function giveUp(address: string, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const pair = { entity_type: "DashboardWalletUser", action: "Delete", user_id: 1, signer: ana.address, time };
  return { ...pair, metadata: JSON.stringify({ wallet: address }), ...changes };
}

describe("DashboardWalletUser Delete", () => {
  test.each([
    ["by its user", giveUp(wallet.anas.address), wallet.anas],
    ["by itself, whatever user it names", giveUp(wallet.bens.address, { signer: wallet.bens.address }), wallet.bens],
  ])("gives a wallet up: %s", async (_, tried, { lower }) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried)).toBeNull();
      const { rows } = await database.client.query(assignmentOf, [lower]);
      const created_at = "2026-01-01T00:00:00";
      expect(rows).toMatchObject([{ row: { is_delete: true, created_at, updated_at: now, txhash: "0xtx1" } }]);
    });
  });

  test.each([
    ["wallet_missing", giveUp("")],
    ["invalid_wallet", giveUp(longText)],
    ["user_missing", giveUp(wallet.anas.address, { user_id: 99 })],
    ["wallet_not_assigned", giveUp(wallet.free.address)],
    ["wallet_not_assigned", giveUp(wallet.former.address)],
    ["signer_not_authorized", giveUp(wallet.anas.address, { signer: ben.address })],
    ["wallet_of_other_user", giveUp(wallet.bens.address)],
  ])("%s", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
