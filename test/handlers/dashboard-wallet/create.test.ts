import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { longText } from "../user/seed.ts";
import { ana, assignmentOf, ben, now, seconds, signed, time, wallet, walletRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, walletRows);
});

afterAll(() => database.drop());

const pair = { entity_type: "DashboardWalletUser", action: "Create", user_id: 1, time };

function byUser(data: object = {}, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const metadata = { wallet: wallet.free.address, wallet_signature: ofWallet(), ...data };
  return { ...pair, signer: ana.address, metadata: JSON.stringify(metadata), ...changes };
}

function byWallet(data: object = {}): TriedTransaction {
  const metadata = { wallet: wallet.free.address, user_signature: ofUser(), ...data };
  return { ...pair, signer: wallet.free.address, metadata: JSON.stringify({ data: metadata }) };
}

function ofWallet(message = `Connecting Audius user id 1 at ${seconds}`, by = wallet.free) {
  return signed(by, message);
}

function ofUser(
  message = `Connecting Audius protocol dashboard wallet ${wallet.free.address} at ${seconds}`,
  by = ana,
) {
  return signed(by, message);
}

async function assignedBy(tried: TriedTransaction, address = wallet.free.lower): Promise<unknown> {
  return undone(database.client, async () => {
    expect(await apply(database.client, tried)).toBeNull();
    return (await database.client.query(assignmentOf, [address])).rows.map(({ row }) => row);
  });
}

const stamp = { txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1, updated_at: now };

describe("DashboardWalletUser Create", () => {
  test.each([
    ["the user's transaction and the wallet's word", byUser()],
    [
      "the user's handle, in any case",
      byUser({ wallet_signature: ofWallet(`Connecting Audius user @aNA at ${seconds}`) }),
    ],
    ["the user's hashid", byUser({ wallet_signature: ofWallet(`Connecting Audius user id 7eP5n at ${seconds}`) })],
    ["the wallet's transaction and the user's word", byWallet()],
    ["both words", byUser({ user_signature: ofUser() })],
    [
      "a word of 299 seconds ago",
      byUser({ wallet_signature: ofWallet(`Connecting Audius user id 1 at ${seconds - 299}`) }),
    ],
    [
      "a word 299 seconds ahead",
      byWallet({ user_signature: ofUser(`${ofUser().message.slice(0, -10)}${seconds + 299}`) }),
    ],
  ])("assigns a wallet by %s", async (_, tried) => {
    expect(await assignedBy(tried)).toEqual([
      { wallet: wallet.free.lower, user_id: 1, is_delete: false, created_at: now, ...stamp },
    ]);
  });

  test("assigns a wallet that was given up; the time of its creation stays", async () => {
    const { address, lower } = wallet.former;
    const tried = byUser({ wallet: address, wallet_signature: ofWallet(undefined, wallet.former) });
    expect(await assignedBy(tried, lower)).toEqual([
      { wallet: lower, user_id: 1, is_delete: false, created_at: "2026-01-01T00:00:00", ...stamp },
    ]);
  });

  test.each([
    ["wallet_missing", byUser({ wallet: 5 })],
    ["wallet_missing", byUser({}, { metadata: "[]" })],
    ["invalid_wallet", byUser({ wallet: `${wallet.free.address}\u0000` })],
    ["invalid_wallet", byUser({ wallet: longText })],
    ["user_missing", byUser({}, { user_id: 99 })],
    ["signer_not_authorized", byUser({}, { signer: ben.address })],
    ["signer_not_authorized", byUser({}, { signer: "0xapp" })],
    ["signer_not_authorized", byUser({}, { user_id: 3, signer: "" })],
    ["wallet_taken", byUser({ wallet: wallet.bens.address, wallet_signature: ofWallet(undefined, wallet.bens) })],
    ["wallet_signature_missing", byUser({ wallet_signature: undefined, user_signature: ofUser() })],
    ["wallet_signature_missing", byUser({ wallet_signature: { ...ofWallet(), message: 5 } })],
    ["wallet_signature_invalid", byUser({ wallet_signature: ofWallet(undefined, ben) })],
    ["wallet_signature_invalid", byUser({ wallet_signature: { ...ofWallet(), signature: "zz" } })],
    ["wallet_message_wrong", byUser({ wallet_signature: ofWallet(`Connecting Audius user id 2 at ${seconds}`) })],
    ["wallet_message_wrong", byUser({ wallet_signature: ofWallet(`Connecting Audius user @ben at ${seconds}`) })],
    ["signature_expired", byUser({ wallet_signature: ofWallet(`Connecting Audius user id 1 at ${seconds - 300}`) })],
    ["signature_expired", byUser({ wallet_signature: ofWallet("Connecting Audius user id 1 at noon") })],
    ["user_signature_missing", byWallet({ user_signature: {} })],
    ["user_signature_invalid", byWallet({ user_signature: ofUser(undefined, ben) })],
    ["user_signature_invalid", byUser({ user_signature: ofUser(undefined, ben) })],
    ["user_message_wrong", byWallet({ user_signature: ofUser(`Connecting ${wallet.free.address} at ${seconds}`) })],
    ["signature_expired", byWallet({ user_signature: ofUser(`${ofUser().message.slice(0, -10)}${seconds + 300}`) })],
  ])("%s", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
