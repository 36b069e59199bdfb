import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, undone } from "../../../../support/procedure.ts";
import { assigned, byUser, byWallet, dashboardRows, free, givenUp, now, other, signed, user } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, dashboardRows);
});

afterAll(async () => {
  await database.drop();
});

const create = { ...user, entity_type: "DashboardWalletUser", action: "Create" };
const wallet = { ...create, signer: free.lower };
const fiveMinutes = 300;

/** The hashid of user 1. */
const hashid = "7eP5n";

describe("DashboardWalletUser Create", () => {
  test.each([
    ["the user, with the wallet's word", create, byWallet()],
    ["the user, named by hashid", create, byWallet(`Connecting Audius user id ${hashid} at ${now}`)],
    ["the user, named by handle in any case", create, byWallet(`Connecting Audius user @rAY at ${now}`)],
    ["the user, with other whitespace", create, byWallet(`Connecting Audius user id 1\u2003at\t${now}\n`)],
    ["the user, 299 seconds later", create, byWallet(`Connecting Audius user id 1 at ${now - fiveMinutes + 1}`)],
    ["the user, 299 seconds before", create, byWallet(`Connecting Audius user id 1 at ${now + fiveMinutes - 1}`)],
    ["the wallet, with the user's word", wallet, byUser()],
  ])("lets a wallet speak for a user, signed by %s", async (_, transaction, metadata) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...transaction, metadata: JSON.stringify(metadata) })).toBeNull();
      const { rows } = await database.client.query(
        "select to_jsonb(dashboard_wallet_users) as row from dashboard_wallet_users where txhash = '0xtx1'",
      );
      expect(rows).toEqual([
        {
          row: {
            wallet: free.lower,
            user_id: 1,
            is_delete: false,
            blockhash: "0xblock1",
            blocknumber: 1,
            txhash: "0xtx1",
            created_at: "2026-06-01T12:00:00",
            updated_at: "2026-06-01T12:00:00",
          },
        },
      ]);
    });
  });

  test("gives a wallet that another user gave up to this one", async () => {
    await undone(database.client, async () => {
      const metadata = JSON.stringify(byWallet(undefined, givenUp));
      expect(await apply(database.client, { ...create, metadata })).toBeNull();
      const { rows } = await database.client.query(
        "select user_id, is_delete from dashboard_wallet_users where wallet = $1",
        [givenUp.lower],
      );
      expect(rows).toEqual([{ user_id: 1, is_delete: false }]);
    });
  });

  test.each([
    ["metadata_not_json", { metadata: "{" }],
    ["metadata_not_object", { metadata: "[]" }],
    ["wallet_missing", { metadata: "" }],
    ["user_missing", { user_id: 99 }],
    ["signer_not_authorized", { signer: other.signer }],
    ["signer_not_authorized", { signer: "0xapp" }],
    ["signer_not_authorized", { user_id: 3 }],
    ["wallet_message_wrong", { ...other, metadata: JSON.stringify(byWallet(`Connecting Audius user @ at ${now}`)) }],
  ])("%s: %j", async (code, changes) => {
    const transaction = { ...create, metadata: JSON.stringify(byWallet()), ...changes };
    const refused = await undone(database.client, () => apply(database.client, transaction));
    expect(refused?.code).toBe(code);
  });

  test.each([
    ["invalid_wallet", { ...byWallet(), wallet: 5 }],
    ["invalid_wallet", { ...byWallet(), wallet: `${free.lower}\0` }],
    ["wallet_missing", { ...byWallet(), wallet: "" }],
    ["signature_missing", { wallet: free.lower, wallet_signature: {} }],
    ["wallet_taken", byWallet(undefined, assigned)],
    ["wallet_signature_missing", byUser()],
    ["wallet_signature_without_message", { ...byWallet(), wallet_signature: { message: null } }],
    ["wallet_message_wrong", byWallet(`Connecting Audius user id 2 at ${now}`)],
    ["wallet_message_wrong", byWallet(`Connecting Audius user id 1 on ${now}`)],
    ["wallet_message_wrong", byWallet(`Connecting Audius user id 1 now at ${now}`)],
    ["wallet_message_wrong", byWallet(`Connecting Audius user @jay at ${now}`)],
    ["signature_without_time", byWallet("Connecting Audius user id 1 at noon")],
    ["signature_expired", byWallet(`Connecting Audius user id 1 at ${now - fiveMinutes}`)],
    ["signature_expired", byWallet(`Connecting Audius user id 1 at ${now + fiveMinutes}`)],
    [
      "wallet_signature_invalid",
      { ...byWallet(), wallet_signature: { ...byWallet().wallet_signature, signature: "" } },
    ],
    ["wallet_signature_invalid", { ...byWallet(undefined, givenUp), wallet: free.lower }],
  ])("%s, signed by the user: %j", async (code, metadata) => {
    const transaction = { ...create, metadata: JSON.stringify(metadata) };
    const refused = await undone(database.client, () => apply(database.client, transaction));
    expect(refused?.code).toBe(code);
  });

  test.each([
    ["user_signature_missing", byWallet()],
    ["user_signature_without_message", { ...byUser(), user_signature: { message: 5 } }],
    ["user_message_wrong", byUser(`Connecting Audius dashboard wallet ${free.address} at ${now}`)],
    ["user_message_wrong", byUser(`Connecting Audius protocol dashboard wallet ${givenUp.address} at ${now}`)],
    ["signature_without_time", byUser(`Connecting Audius protocol dashboard wallet ${free.address} at 1.5`)],
    [
      "signature_expired",
      byUser(`Connecting Audius protocol dashboard wallet ${free.address} at ${now - fiveMinutes}`),
    ],
    ["user_signature_invalid", { ...byUser(), user_signature: signed(free, byUser().user_signature.message) }],
  ])("%s, signed by the wallet: %j", async (code, metadata) => {
    const transaction = { ...wallet, metadata: JSON.stringify(metadata) };
    const refused = await undone(database.client, () => apply(database.client, transaction));
    expect(refused?.code).toBe(code);
  });
});
