import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../support/procedure.ts";

const ana = 3_000_001;
const walletless = 3_000_002;

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, {
    users: [
      { user_id: ana, wallet: "0xAna" },
      { user_id: walletless, wallet: "" },
      ...["manager", "pending", "revoked", "stranger"].map((name, index) => ({
        user_id: 10 + index,
        wallet: `0x${name}`,
      })),
      { user_id: 20, wallet: "0xdeactivated", is_deactivated: true },
      { user_id: 21, wallet: "0xMixed" },
    ],
    developer_apps: [
      { address: "0xapp", name: "app" },
      { address: "0xgone", name: "", is_delete: true },
      { address: "0xUpper", name: "upper" },
    ],
    grants: [
      { grantee_address: "0xapp" },
      { grantee_address: "0xgone", is_approved: true },
      { grantee_address: "0xUpper", is_approved: true },
      { grantee_address: "0xmanager", is_approved: true },
      { grantee_address: "0xpending" },
      { grantee_address: "0xrevoked", is_approved: true, is_revoked: true },
      { grantee_address: "0xdeactivated", is_approved: true },
      { grantee_address: "0xmixed", is_approved: true },
    ].map((row) => ({ user_id: ana, is_revoked: false, ...row })),
  });
});

afterAll(() => database.drop());

function signed(signer: string, user_id: number | bigint = ana): TriedTransaction {
  return { entity_type: "User", action: "Update", user_id, signer, metadata: "{}" };
}

async function codeOf(tried: TriedTransaction): Promise<string | undefined> {
  return (await undone(database.client, () => apply(database.client, tried)))?.code;
}

describe("a transaction for a user", () => {
  test.each([
    ["their wallet, in any case", "0xANA"],
    ["an app, approved or not", "0xApp"],
    ["a manager whom they have approved", "0xmanager"],
  ])("is signed by %s", async (_, signer) => {
    expect(await codeOf(signed(signer))).toBeUndefined();
  });

  test.each([
    ["user_missing", signed("0xana", 2n ** 63n - 1n)],
    ["user_wallet_missing", signed("", walletless)],
    ["signer_not_authorized", signed("0xstranger")],
    ["signer_not_authorized", signed("")],
    ["signer_not_authorized", signed("0xupper")],
    ["grant_revoked", signed("0xrevoked")],
    ["grantee_not_valid", signed("0xgone")],
    ["grantee_not_valid", signed("0xdeactivated")],
    ["grantee_not_valid", signed("0xmixed")],
    ["grant_not_approved", signed("0xpending")],
  ])("%s", async (code, tried) => {
    expect(await codeOf(tried)).toBe(code);
  });
});
