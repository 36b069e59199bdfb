import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../support/procedure.ts";

const granted = { user_id: 1, is_revoked: false, is_approved: true };
const app = { name: "app", user_id: 2 };

/** Tries who may sign for a user, by follows that are live or of the genesis range. */
export function describeSigning(kind: NonNullable<TriedTransaction["kind"]>): void {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
    await seed(database.client, {
      users: [
        { user_id: 1, wallet: "0xOwner" },
        { user_id: 2, wallet: "0xmanager" },
        { user_id: 3, wallet: "0xpending" },
        { user_id: 4, wallet: "0xinactive", is_deactivated: true },
        { user_id: 5, wallet: "" },
        { user_id: 6, wallet: null },
        { user_id: 7, wallet: "0xMixed" },
        { user_id: 8, wallet: "0xpast", is_current: false },
        { user_id: 9, wallet: "0xfollowed" },
      ].map((user) => ({ is_deactivated: false, ...user })),
      developer_apps: [
        { ...app, address: "0xapp" },
        { ...app, address: "0xrefusing" },
        { ...app, address: "0xrevoked" },
        { ...app, address: "0xgone", is_delete: true },
        { ...app, address: "0xreplaced", is_current: false },
        { ...app, address: "0xTyped" },
      ],
      grants: [
        { grantee_address: "0xapp", is_approved: null },
        { grantee_address: "0xrefusing", is_approved: false },
        { grantee_address: "0xrevoked", is_revoked: true },
        { grantee_address: "0xgone" },
        { grantee_address: "0xreplaced" },
        { grantee_address: "0xtyped" },
        { grantee_address: "0xmanager" },
        { grantee_address: "0xpending", is_approved: null },
        { grantee_address: "0xinactive" },
        { grantee_address: "0xmixed" },
        { grantee_address: "0xStored" },
        { grantee_address: "0xold", is_current: false },
        { grantee_address: "0xnobody" },
      ].map((grant) => ({ ...granted, ...grant })),
    });
  });

  afterAll(() => database.drop());

  async function codeOf(user_id: number | bigint, signer: string): Promise<string | undefined> {
    const follow = { kind, user_id, signer, entity_type: "User", action: "Follow", entity_id: 9 };
    return (await undone(database.client, () => apply(database.client, follow)))?.code;
  }

  describe("a transaction for user 1", () => {
    test.each([
      ["their wallet, in any case", "0XoWNER"],
      ["an app that they granted it", "0xapp"],
      ["the app, in any case", "0xAPP"],
      ["an app, even where the grant is not approved", "0xrefusing"],
      ["a manager whose grant they approved", "0xManager"],
    ])("may be signed by %s", async (_, signer) => {
      expect(await codeOf(1, signer)).toBeUndefined();
    });

    test.each([
      ["signer_not_authorized", "a stranger", "0xstranger"],
      ["signer_not_authorized", "nobody", ""],
      ["signer_not_authorized", "who was granted it once", "0xold"],
      ["signer_not_authorized", "whose grant is not stored in lower case", "0xStored"],
      ["grant_revoked", "whose grant is revoked", "0xrevoked"],
      ["grantee_not_valid", "an app that is deleted", "0xgone"],
      ["grantee_not_valid", "an app of the past", "0xreplaced"],
      ["grantee_not_valid", "an app that is not stored in lower case", "0xtyped"],
      ["grantee_not_valid", "a manager who is not stored in lower case", "0xmixed"],
      ["grantee_not_valid", "a manager who is deactivated", "0xinactive"],
      ["grantee_not_valid", "who is neither an app nor a user", "0xnobody"],
      ["grant_not_approved", "a manager whose grant waits", "0xpending"],
    ])("%s: not by %s", async (code, _, signer) => {
      expect(await codeOf(1, signer)).toBe(code);
    });
  });

  test.each([
    ["user_missing", 99, "0xowner"],
    ["user_missing", 8, "0xpast"],
    ["user_missing", 2n ** 63n - 1n, "0xowner"],
    ["user_wallet_missing", 5, ""],
    ["user_wallet_missing", 6, ""],
    ["signer_not_authorized", 2, "0xowner"],
  ])("%s: user %s", async (code, user_id, signer) => {
    expect(await codeOf(user_id, signer)).toBe(code);
  });

  test("a user who is deactivated signs for themself", async () => {
    expect(await codeOf(4, "0xinactive")).toBeUndefined();
  });
}
