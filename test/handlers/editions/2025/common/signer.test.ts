import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";

let database: TestDatabase;

const granted = { user_id: 1, is_revoked: false, is_approved: true };

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, {
    users: [
      { user_id: 1, wallet: "0xOwner", handle: "owner" },
      { user_id: 2, wallet: "0xmanager" },
      { user_id: 3, wallet: "0xpending" },
      { user_id: 4, wallet: "0xinactive", is_deactivated: true },
      { user_id: 5, wallet: null },
    ].map((user) => ({ is_deactivated: false, ...user })),
    developer_apps: [
      { address: "0xapp", name: "app", user_id: 2 },
      { address: "0xgone", name: "gone", user_id: 2, is_delete: true },
      { address: "0xrevoked", name: "revoked", user_id: 2 },
    ],
    grants: [
      { ...granted, grantee_address: "0xapp", is_approved: null },
      { ...granted, grantee_address: "0xmanager" },
      { ...granted, grantee_address: "0xpending", is_approved: null },
      { ...granted, grantee_address: "0xinactive" },
      { ...granted, grantee_address: "0xgone" },
      { ...granted, grantee_address: "0xrevoked", is_revoked: true },
      { ...granted, grantee_address: "0xold", is_current: false },
    ],
  });
});

afterAll(async () => {
  await database.drop();
});

async function codeOf(user_id: number | bigint, signer: string): Promise<string | undefined> {
  const metadata = enveloped({ bio: "hello" });
  const update = { user_id, signer, entity_type: "User", action: "Update", metadata };
  return (await undone(database.client, () => apply(database.client, update)))?.code;
}

describe("a transaction for user 1", () => {
  test.each([
    ["their wallet, however it is spelt", "0xOWNER"],
    ["an app that they granted it, without their approval", "0xapp"],
    ["the app, however it is spelt", "0xAPP"],
    ["a manager whose grant they approved", "0xmanager"],
  ])("may be signed by %s", async (_, signer) => {
    expect(await codeOf(1, signer)).toBeUndefined();
  });

  test.each([
    ["signer_not_authorized", "0xstranger"],
    ["signer_not_authorized", ""],
    ["signer_not_authorized", "0xold"],
    ["grant_revoked", "0xrevoked"],
    ["grantee_not_valid", "0xgone"],
    ["grantee_not_valid", "0xinactive"],
    ["grant_not_approved", "0xpending"],
  ])("%s: %s", async (code, signer) => {
    expect(await codeOf(1, signer)).toBe(code);
  });
});

test.each([
  ["user_missing", 99, "0xowner"],
  ["user_missing", 2n ** 63n - 1n, "0xowner"],
  ["signer_not_authorized", 5, ""],
  ["signer_not_authorized", 2, "0xowner"],
])("%s: user %s", async (code, user_id, signer) => {
  expect(await codeOf(user_id, signer)).toBe(code);
});
