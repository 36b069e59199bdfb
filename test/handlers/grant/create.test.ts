import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, blockTime, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { ana, ben, cas, grantOf, grantRows, stranger } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, grantRows);
});

afterAll(() => database.drop());

function grant(grantee_address: unknown, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const metadata = JSON.stringify({ grantee_address, is_approved: true });
  return { ...ana, entity_type: "Grant", action: "Create", metadata, ...changes };
}

describe("Grant Create", () => {
  test.each([
    ["an app, at once", grant("0xFREE"), "0xfree", true],
    ["an app from which it was taken back", grant("0xrevoked"), "0xrevoked", true],
    ["another user, who must approve", grant(stranger.signer), stranger.signer, null],
    ["a deactivated user", grant(cas.signer, ben), cas.signer, null],
    ["oneself", grant(ana.signer), ana.signer, null],
  ])("lets act %s", async (_, tried, grantee_address, is_approved) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried)).toBeNull();
      const { rows } = await database.client.query(grantOf, [tried.user_id, grantee_address]);
      const now = blockTime.replace("Z", "");
      const stamp = { txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1, created_at: now, updated_at: now };
      const row = {
        user_id: tried.user_id,
        grantee_address,
        is_approved,
        is_revoked: false,
        is_current: true,
        ...stamp,
      };
      expect(rows).toEqual([{ row }]);
    });
  });

  test.each([
    ["signer_not_authorized", grant("0xfree", { signer: stranger.signer })],
    ["grantee_address_missing", grant(5)],
    ["grantee_address_missing", grant("0xfree", { metadata: "{" })],
    ["invalid_grantee_address", grant("0xfree\u0000")],
    ["grantee_missing", grant("0xnobody")],
    ["grantee_missing", grant("0xgone")],
    ["grant_exists", grant("0xAPP")],
    ["grant_exists", grant(cas.signer)],
  ])("%s", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
