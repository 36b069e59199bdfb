import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../../../support/procedure.ts";
import { longText } from "../../../user/seed.ts";

const a = { user_id: 1, signer: "0xa" };
const b = { user_id: 2, signer: "0xb" };

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, { users: [a, b].map(({ user_id, signer: wallet }) => ({ user_id, wallet })) });
});

afterAll(() => database.drop());

function carried(data: object, changes: Partial<TriedTransaction> = a): TriedTransaction {
  const pair = { kind: "manage_entity_migration", entity_type: "AssociatedWallet", action: "Create" } as const;
  return { ...pair, ...a, metadata: JSON.stringify(data), ...changes };
}

async function walletsLeftBy(...tried: TriedTransaction[]): Promise<unknown> {
  return undone(database.client, async () => {
    for (const each of tried) {
      expect(await apply(database.client, each)).toBeNull();
    }
    const { rows } = await database.client.query(
      "select user_id, wallet, chain, is_current, is_delete from associated_wallets order by user_id",
    );
    return rows;
  });
}

const wallet = { wallet: "0xAb01", chain: "eth" };

describe("AssociatedWallet Create of the genesis", () => {
  test.each([
    ["of Ethereum", wallet, { wallet: "0xab01", chain: "eth", is_delete: false }],
    ["of Solana", { wallet: "Ab01", chain: "sol" }, { wallet: "Ab01", chain: "sol", is_delete: false }],
    [
      "beside a member with U+0000",
      { ...wallet, note: "\u0000" },
      { wallet: "0xab01", chain: "eth", is_delete: false },
    ],
    ["that was taken back", { ...wallet, is_delete: true }, { wallet: "0xab01", is_delete: true }],
  ])("carries a wallet %s", async (_, data, expected) => {
    expect(await walletsLeftBy(carried(data))).toMatchObject([{ user_id: 1, is_current: true, ...expected }]);
  });

  test("situation 43: a wallet is of whoever comes last", async () => {
    expect(await walletsLeftBy(carried(wallet), carried({ ...wallet, wallet: "0xaB01" }, b))).toMatchObject([
      { user_id: 1, is_current: false, is_delete: true },
      { user_id: 2, is_current: true, is_delete: false },
    ]);
  });

  test("keeps one row of a wallet that comes again", async () => {
    expect(await walletsLeftBy(carried(wallet), carried(wallet))).toHaveLength(1);
  });

  test.each([
    ["signer_not_authorized", carried(wallet, { signer: b.signer })],
    ["wallet_missing", carried({ chain: "eth" })],
    ["invalid_wallet", carried({ wallet: longText, chain: "sol" })],
    ["chain_unknown", carried({ wallet: "0x1" })],
    ["chain_unknown", carried({ ...wallet, chain: "ETH" })],
  ])("%s", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
