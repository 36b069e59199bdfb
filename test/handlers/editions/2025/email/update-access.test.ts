import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";
import { accessOfTheBlock, emailRows, grant } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, emailRows);
});

afterAll(async () => {
  await database.drop();
});

const update = { user_id: 5, signer: "0xanybody", entity_type: "EmailAccess", action: "Update" };
const valid = { email_owner_user_id: 1, access_grants: [grant(3, 2)] };

describe("EmailAccess Update", () => {
  test.each([
    ["by who has access, whoever signs", [grant(3, 2, "k3")], [grant(3, 2, "k3")]],
    ["once more by another grantor", [grant(2, 2, "k3")], [grant(2, 2, "k3")]],
    ["by the last of several grants for one receiver", [grant(3, 1, "a"), grant(3, 2, "b")], [grant(3, 2, "b")]],
    ["where it is new, without a look at what is there", [grant(2, 1, null), grant(4, 1)], [grant(4, 1)]],
  ])("gives access %s", async (_, access_grants, given) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...update, metadata: enveloped({ ...valid, access_grants }) })).toBeNull();
      const { rows } = await database.client.query(accessOfTheBlock);
      expect(rows).toEqual(given.map((each) => ({ email_owner_user_id: 1, ...each, is_initial: false })));
    });
  });

  test.each([
    ["metadata_missing", ""],
    ["metadata_not_enveloped", "{}"],
    ["metadata_data_not_object", enveloped("data")],
  ])("%s", async (code, metadata) => {
    const refused = await undone(database.client, () => apply(database.client, { ...update, metadata }));
    expect(refused?.code).toBe(code);
  });

  test.each([
    ["contents_not_fetchable", { playlist_contents: 5 }],
    ["email_owner_missing", { email_owner_user_id: null }],
    ["access_grants_missing", { access_grants: {} }],
    ["access_grants_not_list", { access_grants: "all" }],
    ["access_grant_incomplete", { access_grants: [["receiving_user_id", "grantor_user_id", "encrypted_key"]] }],
    ["invalid_email_owner_user_id", { email_owner_user_id: "one" }],
    ["invalid_access_grant_user", { access_grants: [grant("three", 1)] }],
    ["grantor_without_access", { access_grants: [grant(4, 3)] }],
    ["grantor_without_access", { access_grants: [grant(3, 2), grant(4, 3)] }],
    ["grantor_without_access", { email_owner_user_id: 2 }],
    ["access_grant_exists", { access_grants: [grant(3, 2), grant("3", 2)] }],
    ["access_grant_exists", { access_grants: [grant(1.5, 1)] }],
    ["invalid_encrypted_key", { access_grants: [grant(3, 2, { key: 5 })] }],
  ])("%s: %j", async (code, changes) => {
    const transaction = { ...update, metadata: enveloped({ ...valid, ...changes }) };
    const refused = await undone(database.client, () => apply(database.client, transaction));
    expect(refused?.code).toBe(code);
  });
});
