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

function answer(action: "Approve" | "Reject", data: object = {}, changes: Partial<TriedTransaction> = {}) {
  const metadata = JSON.stringify({ grantor_user_id: ana.user_id, ...data });
  return { ...cas, entity_type: "Grant", action, metadata, ...changes };
}

describe.each([
  ["Approve", { is_approved: true, is_revoked: false }],
  ["Reject", { is_approved: false, is_revoked: true }],
] as const)("Grant %s", (action, expected) => {
  test.each([
    ["the grantor alone", {}],
    ["the grantee too", { grantee_address: "0xCAS" }],
  ])("answers a grant, naming %s", async (_, data) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, answer(action, data))).toBeNull();
      const { rows } = await database.client.query(grantOf, [ana.user_id, cas.signer]);
      const row = { ...expected, created_at: "2026-01-01T00:00:00", txhash: "0xtx1", blocknumber: 1 };
      expect(rows).toMatchObject([{ row }]);
    });
  });

  test.each([
    ["signer_not_authorized", answer(action, {}, { signer: ana.signer })],
    ["situation 90: grantee_not_own", answer(action, { grantee_address: cas.signer }, stranger)],
    ["invalid_grantor_user_id", answer(action, { grantor_user_id: 2 ** 31 })],
    ["grantor_user_id_missing", answer(action, { grantor_user_id: "1" })],
    ["grant_missing", answer(action, {}, stranger)],
    ["grant_already_revoked", answer(action, { grantor_user_id: stranger.user_id }, ben)],
    ["grant_already_approved", answer(action, {}, ben)],
  ])("%s", async (name, tried) => {
    const refused = await undone(database.client, () => apply(database.client, tried));
    expect(refused?.code).toBe(name.replace(/.*: /, ""));
  });
});
