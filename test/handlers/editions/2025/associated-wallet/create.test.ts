import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";
import { eth, ethereum, sol, solana, user, walletRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, walletRows);
});

afterAll(async () => {
  await database.drop();
});

const create = { ...user, action: "Create", metadata: enveloped(ethereum()) };

function rowsOf(wallet: string) {
  return database.client
    .query(
      "select user_id, chain, is_current, is_delete, blockhash, blocknumber from associated_wallets where wallet = $1",
      [wallet],
    )
    .then(({ rows }) => rows);
}

describe("AssociatedWallet Create", () => {
  test.each([
    ["an Ethereum wallet", "eth", eth.free.address, ethereum()],
    ["an Ethereum wallet that was another's", "eth", eth.others.address, ethereum(eth.others)],
    ["a Solana wallet that was another's", "sol", sol.address, solana()],
    [
      "a Solana wallet, with the space after it",
      "sol",
      `${sol.address} `,
      { ...solana(), wallet_address: `${sol.address} ` },
    ],
  ])("makes %s the user's, and nobody else's", async (_, chain, wallet, data) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...create, metadata: enveloped(data) })).toBeNull();
      expect(await rowsOf(wallet)).toEqual([
        { user_id: 1, chain, is_current: true, is_delete: false, blockhash: "0xblock1", blocknumber: 1 },
      ]);
    });
  });

  test("leaves a wallet that is the user's as it is", async () => {
    await undone(database.client, async () => {
      const before = await rowsOf(eth.own.address);
      expect(await apply(database.client, { ...create, metadata: enveloped(ethereum(eth.own)) })).toBeNull();
      expect(await rowsOf(eth.own.address)).toEqual(before);
    });
  });

  test.each([
    ["metadata_missing", { metadata: "" }],
    ["metadata_not_json", { metadata: "{" }],
    ["metadata_not_object", { metadata: "[]" }],
    ["metadata_not_enveloped", { metadata: JSON.stringify(ethereum()) }],
    ["metadata_data_not_object", { metadata: enveloped([]) }],
    ["metadata_without_changes", { metadata: enveloped({ wallet: "0x" }) }],
    ["user_missing", { user_id: 99 }],
    ["signer_not_authorized", { signer: "0xother" }],
  ])("%s", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...create, ...changes }));
    expect(refused?.code).toBe(code);
  });

  test.each([
    ["wallet_not_text", { ...ethereum(), wallet_address: 5 }],
    ["chain_unknown", { ...ethereum(), chain: "btc" }],
    ["wallet_signature_invalid", { ...ethereum(), signature: null }],
    ["wallet_signature_invalid", { ...ethereum(), chain: "sol" }],
    ["wallet_signature_invalid", { ...ethereum(), wallet_address: eth.free.lower }],
    ["wallet_signature_invalid", { ...ethereum(), wallet_address: eth.own.address }],
    ["wallet_signature_invalid", solana("AudiusUserID:2")],
    ["wallet_too_long", { ...solana(), wallet_address: `${sol.address}${" \t\n".repeat(1000)}` }],
    ["wallet_not_current", ethereum(eth.stale)],
  ])("%s: %j", async (code, data) => {
    const transaction = { ...create, metadata: enveloped(data) };
    const refused = await undone(database.client, () => apply(database.client, transaction));
    expect(refused?.code).toBe(code);
  });
});
