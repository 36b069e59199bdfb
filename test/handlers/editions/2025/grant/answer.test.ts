import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, undone } from "../../../../support/procedure.ts";
import { grantee, grantRows, grantsOfTheBlock } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, grantRows);
});

afterAll(async () => {
  await database.drop();
});

const answer = { ...grantee, entity_type: "Grant", metadata: '{"grantor_user_id":1}' };

describe.each([
  { action: "Approve", writes: { is_approved: true, is_revoked: false } },
  { action: "Reject", writes: { is_approved: false, is_revoked: true } },
])("Grant $action", ({ action, writes }) => {
  test.each([
    ["by the grantee", {}],
    ["by who may sign for the grantee", { signer: "0xassistant" }],
    ["with a number that is written with a fraction", { metadata: '{"grantor_user_id":1.0}' }],
  ])("answers a grant that was given to the user, %s", async (_, changes) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...answer, action, ...changes })).toBeNull();
      const { rows } = await database.client.query(grantsOfTheBlock);
      expect(rows).toEqual([
        {
          user_id: 1,
          grantee_address: "0xgrantee",
          ...writes,
          is_current: true,
          created_at: "2026-01-01 00:00:00",
          updated_at: "2026-06-01 12:00:00",
        },
      ]);
    });
  });

  test.each([
    ["metadata_not_json", { metadata: "{" }],
    ["metadata_not_object", { metadata: "1" }],
    ["invalid_grantee_address", { metadata: '{"grantor_user_id":1,"grantee_address":[5]}' }],
    ["invalid_grantor_user_id", { metadata: '{"grantor_user_id":{"id":1}}' }],
    ["user_missing", { user_id: 99 }],
    ["user_wallet_missing", { user_id: 3 }],
    ["grantor_user_id_missing", { metadata: '{"grantor_user_id":0}' }],
    ["grant_missing", { metadata: '{"grantor_user_id":"1"}' }],
    ["grant_already_revoked", { user_id: 5, signer: "0xrevoked" }],
    ["signer_not_authorized", { signer: "0xgrantor" }],
    ["grant_already_approved", { user_id: 4, signer: "0xapproved" }],
  ])("%s", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...answer, action, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
