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

const create = { ...grantor, entity_type: "Grant", action: "Create" };

describe("Grant Create", () => {
  test.each([
    ["an app at once", "0xOTHER", true],
    ["a user once they approve", "0xassistant", null],
    ["a user anew whose grant was revoked", "0xrevoked", null],
    ["the user themself", "0xgrantor", null],
  ])("grants %s", async (_, grantee_address, is_approved) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...create, metadata: JSON.stringify({ grantee_address }) })).toBeNull();
      const { rows } = await database.client.query(grantsOfTheBlock);
      expect(rows).toEqual([
        {
          user_id: 1,
          grantee_address: grantee_address.toLowerCase(),
          is_approved,
          is_revoked: false,
          is_current: true,
          created_at: "2026-06-01 12:00:00",
          updated_at: "2026-06-01 12:00:00",
        },
      ]);
    });
  });

  test.each([
    ["metadata_not_json", { metadata: "{" }],
    ["metadata_not_object", { metadata: "true" }],
    ["invalid_grantee_address", { metadata: '{"grantee_address":5}' }],
    ["invalid_grantor_user_id", { metadata: '{"grantee_address":"0xother","grantor_user_id":[1]}' }],
    ["user_missing", { user_id: 99 }],
    ["user_wallet_missing", { user_id: 3 }],
    ["grantee_address_missing", { metadata: "" }],
    ["grantee_missing", { metadata: '{"grantee_address":"0xnobody"}' }],
    ["grantee_app_deleted", { metadata: '{"grantee_address":"0xgone"}' }],
    ["grantee_deactivated", { metadata: '{"grantee_address":"0xinactive"}' }],
    ["grant_exists", { metadata: '{"grantee_address":"0xapp"}' }],
    ["signer_not_authorized", { signer: "0xstranger" }],
  ])("%s", async (code, changes) => {
    const transaction = { ...create, metadata: '{"grantee_address":"0xother"}', ...changes };
    const refused = await undone(database.client, () => apply(database.client, transaction));
    expect(refused?.code).toBe(code);
  });
});
