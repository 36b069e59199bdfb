import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { longText } from "../user/seed.ts";
import { eth, sol, user, walletRows, walletsAfter } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, walletRows);
});

afterAll(() => database.drop());

function remove(data: object, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return { ...user, action: "Delete", metadata: enveloped(data), ...changes };
}

const byOther = { user_id: 2, signer: "0xother" };

describe("AssociatedWallet Delete", () => {
  test.each([
    ["by wallet", remove({ wallet: eth.own.address }), eth.own.lower],
    ["by wallet_address and chain", remove({ wallet_address: eth.own.address, chain: "eth" }), eth.own.lower],
    ["beside a member with U+0000", remove({ wallet: eth.own.address, note: "\u0000" }), eth.own.lower],
    ["of Solana", remove({ wallet: sol.own.address, chain: "sol" }), sol.own.address],
    ["that is stored by its checksum", remove({ wallet: eth.checksum.lower }, byOther), eth.checksum.address],
  ])("takes a wallet away %s", async (_, tried, wallet) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried)).toBeNull();
      const { rows } = await database.client.query(walletsAfter, [[wallet]]);
      expect(rows).toMatchObject([{ is_current: false, is_delete: true, blocknumber: 1 }]);
    });
  });

  test.each([
    ["signer_not_authorized", remove({ wallet: eth.own.address }, { signer: "0xother" })],
    ["wallet_missing", remove({ chain: "eth" })],
    ["wallet_missing", remove({}, { metadata: JSON.stringify({ wallet_address: eth.own.address, chain: "eth" }) })],
    ["invalid_wallet", remove({ wallet: longText, chain: "sol" })],
    ["invalid_wallet_address", remove({ wallet_address: longText, chain: "sol" })],
    ["invalid_wallet", remove({ wallet: `${eth.own.address}\u0000` })],
    ["wallet_not_associated", remove({ wallet_address: eth.own.address })],
    ["wallet_not_associated", remove({ wallet: eth.others.address })],
    ["wallet_not_associated", remove({ wallet: eth.former.address })],
    ["wallet_not_associated", remove({ wallet: sol.own.address.toLowerCase() })],
  ])("%s", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
