import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../../../support/procedure.ts";
import { ana, assignmentOf, wallet, walletRows } from "../../../dashboard-wallet/seed.ts";
import { longText } from "../../../user/seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, walletRows);
});

afterAll(() => database.drop());

const created_at = "2021-03-04T05:06:07.123456Z";
const then = "2021-03-04T05:06:07.123456";

function carried(data: object = {}, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const pair = { kind: "manage_entity_migration", entity_type: "DashboardWalletUser", action: "Create" } as const;
  const metadata = JSON.stringify({ wallet: wallet.free.address, created_at, ...data });
  return { ...pair, user_id: 1, signer: wallet.free.address, metadata, ...changes };
}

describe("DashboardWalletUser Create of the genesis", () => {
  test.each([
    ["signed by the wallet", carried(), { is_delete: false, created_at: then, updated_at: then }],
    ["signed by the user", carried({}, { signer: ana.lower }), { is_delete: false }],
    ["that was given up", carried({ is_delete: true }), { is_delete: true }],
  ])("carries a wallet %s", async (_, tried, expected) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried)).toBeNull();
      const { rows } = await database.client.query(assignmentOf, [wallet.free.lower]);
      expect(rows).toMatchObject([{ row: { user_id: 1, txhash: "0xtx1", blocknumber: 1, ...expected } }]);
    });
  });

  test.each([
    ["wallet_missing", carried({ wallet: null })],
    ["invalid_wallet", carried({ wallet: longText })],
    ["user_missing", carried({}, { user_id: 99 })],
    ["signer_not_authorized", carried({}, { signer: "0xother" })],
    ["wallet_taken", carried({ wallet: wallet.bens.lower }, { signer: wallet.bens.lower })],
  ])("%s", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
