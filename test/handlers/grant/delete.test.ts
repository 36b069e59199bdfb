import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { ana, ben, cas, grantOf, grantRows, stranger } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, grantRows);
});

afterAll(() => database.drop());

function revoke(grantee_address: unknown, signer = ana.signer): TriedTransaction {
  const metadata = JSON.stringify({ grantee_address });
  return { ...ana, signer, entity_type: "Grant", action: "Delete", metadata };
}

describe("Grant Delete", () => {
  test.each([
    ["the user", revoke("0xApp"), "0xapp", true],
    ["the app", revoke("0xapp", "0xapp"), "0xapp", true],
    ["the manager", revoke(ben.signer, ben.signer), ben.signer, true],
    ["another manager of the user", revoke("0xapp", ben.signer), "0xapp", true],
    ["the user, before it is approved", revoke(cas.signer), cas.signer, null],
  ])("is by %s", async (_, tried, grantee_address, is_approved) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried)).toBeNull();
      const { rows } = await database.client.query(grantOf, [ana.user_id, grantee_address]);
      const created_at = "2026-01-01T00:00:00";
      expect(rows).toMatchObject([{ row: { is_revoked: true, is_approved, created_at, txhash: "0xtx1" } }]);
    });
  });

  test.each([
    ["grantee_address_missing", revoke(null)],
    ["invalid_grantee_address", revoke("0xapp\u0000")],
    ["grant_missing", revoke("0xfree")],
    ["grant_missing", revoke("0xrevoked")],
    ["signer_not_authorized", revoke("0xapp", stranger.signer)],
    ["grantee_not_valid", revoke(cas.signer, cas.signer)],
  ])("%s", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
