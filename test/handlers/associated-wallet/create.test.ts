import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { longText } from "../user/seed.ts";
import {
  byMessage,
  byNumber,
  eth,
  sol,
  solanaByMessage,
  solanaByNumber,
  user,
  walletRows,
  walletsAfter,
} from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, walletRows);
});

afterAll(() => database.drop());

function create(data: object, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return { ...user, action: "Create", metadata: enveloped(data), ...changes };
}

async function walletsLeftBy(tried: TriedTransaction, ...spellings: string[]): Promise<unknown> {
  return undone(database.client, async () => {
    expect(await apply(database.client, tried)).toBeNull();
    return (await database.client.query(walletsAfter, [spellings])).rows;
  });
}

const own = { user_id: 1, chain: "eth", is_current: true, is_delete: false, blocknumber: 1 };
const given = { user_id: 2, chain: "eth", is_current: false, is_delete: true, blocknumber: 0 };

describe("AssociatedWallet Create", () => {
  test.each([
    ["its signature of the user's number", byNumber()],
    ["its signature of any message", byMessage()],
    ["another spelling", { ...byMessage(), wallet: eth.free.lower }],
    ["its signature, beside a member with U+0000", { ...byMessage(), note: "\u0000" }],
  ])("takes an Ethereum wallet by %s", async (_, data) => {
    const { address, lower } = eth.free;
    expect(await walletsLeftBy(create(data), address, lower)).toEqual([{ wallet: lower, ...own }]);
  });

  test("takes metadata without an envelope", async () => {
    const tried = create({}, { metadata: JSON.stringify(byMessage()) });
    expect(await walletsLeftBy(tried, eth.free.lower)).toMatchObject([own]);
  });

  test.each([
    ["of the user's number", solanaByNumber()],
    ["in base64", solanaByMessage("base64")],
    ["in base58", solanaByMessage("base58")],
  ])("takes a Solana wallet from another by its signature %s", async (_, data) => {
    expect(await walletsLeftBy(create(data), sol.free.address)).toMatchObject([
      { ...own, chain: "sol" },
      { ...given, chain: "sol" },
    ]);
  });

  test.each([
    ["is another's", eth.others, eth.others.lower],
    ["is another's by its checksum", eth.checksum, eth.checksum.address],
  ])("takes a wallet from whoever has it: one that %s", async (_, wallet, spelt) => {
    const rows = await walletsLeftBy(create(byNumber(wallet)), wallet.lower, wallet.address);
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual({ wallet: wallet.lower, ...own });
    expect(rows).toContainEqual({ wallet: spelt, ...given });
  });

  test.each([
    ["is the user's already", eth.own],
    ["was the user's", eth.former],
  ])("keeps one row of a wallet that %s", async (_, wallet) => {
    expect(await walletsLeftBy(create(byMessage(wallet)), wallet.lower)).toEqual([{ wallet: wallet.lower, ...own }]);
  });

  test.each<[code: string, tried: TriedTransaction]>([
    ["signer_not_authorized", create(byNumber(), { signer: "0xother" })],
    ["wallet_missing", create({ ...byNumber(), wallet_address: 5 })],
    ["wallet_missing", create({}, { metadata: JSON.stringify(byNumber()) })],
    ["invalid_wallet", create({ ...byMessage(), wallet: `${eth.free.address}\u0000` })],
    ["invalid_wallet_address", create({ ...byNumber(), wallet_address: `${eth.free.address}\u0000` })],
    ["invalid_wallet", create({ ...byMessage(), wallet: longText })],
    ["invalid_wallet_address", create({ ...byNumber(), wallet_address: longText })],
    ["chain_unknown", create({ ...byNumber(), chain: "ETH" })],
    ["chain_unknown", create({ ...byMessage(), chain: undefined })],
    ["wallet_not_checksum", create({ ...byNumber(), wallet_address: eth.free.lower })],
    ["wallet_signature_invalid", create({ ...byNumber(), signature: null })],
    ["wallet_signature_invalid", create({ ...byNumber(), chain: "sol" })],
    ["wallet_signature_invalid", create(byNumber(eth.free, "AudiusUserID:2"))],
    ["wallet_signature_invalid", create({ ...byMessage(), wallet: eth.own.address })],
    ["wallet_signature_invalid", create({ ...byMessage(), signature: byNumber().signature, wallet_signature: {} })],
    ["wallet_signature_invalid", create(solanaByNumber("AudiusUserID:2"))],
    ["wallet_signature_invalid", create({ ...solanaByMessage("base64"), wallet: sol.own.address })],
    ["wallet_signature_invalid", create({ ...solanaByMessage("base64"), wallet: `${sol.free.address} ` })],
  ])("%s", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
