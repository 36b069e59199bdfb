import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, undone } from "../../../../support/procedure.ts";
import { grantor, grantRows, grantsOfTheBlock } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, grantRows);
});

afterAll(async () => {
  await database.drop();
});

const remove = { ...grantor, entity_type: "Grant", action: "Delete", metadata: '{"grantee_address":"0xGrantee"}' };

describe("Grant Delete", () => {
  test.each([
    ["the grantor", "0xGRANTOR"],
    ["the grantee", "0xgrantee"],
    ["who may sign for the grantor", "0xapp"],
    ["who may sign for the grantee", "0xassistant"],
  ])("revokes a grant when signed by %s", async (_, signer) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...remove, signer })).toBeNull();
      const { rows } = await database.client.query(grantsOfTheBlock);
      expect(rows).toEqual([
        {
          user_id: 1,
          grantee_address: "0xgrantee",
          is_approved: null,
          is_revoked: true,
          is_current: true,
          created_at: "2026-01-01 00:00:00",
          updated_at: "2026-06-01 12:00:00",
        },
      ]);
    });
  });

  test.each([
    ["metadata_not_json", { metadata: "{" }],
    ["metadata_not_object", { metadata: "[]" }],
    ["invalid_grantee_address", { metadata: '{"grantee_address":{"a":1}}' }],
    ["invalid_grantor_user_id", { metadata: '{"grantor_user_id":true}' }],
    ["user_missing", { user_id: 99 }],
    ["user_wallet_missing", { user_id: 3 }],
    ["grantee_address_missing", { metadata: "{}" }],
    ["grant_missing", { metadata: '{"grantee_address":"0xother"}' }],
    ["grant_already_revoked", { metadata: '{"grantee_address":"0xrevoked"}' }],
    ["signer_not_authorized", { signer: "0xstranger" }],
  ])("%s", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...remove, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
