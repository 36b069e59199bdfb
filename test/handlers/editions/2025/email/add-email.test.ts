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

const add = { user_id: 5, signer: "0xanybody", entity_type: "EncryptedEmail", action: "AddEmail" };
const valid = { email_owner_user_id: 7, encrypted_email: "cip\0her", access_grants: [grant(7, 7)] };

describe("EncryptedEmail AddEmail", () => {
  test("keeps an email and who may read it, whoever signs; the last grant for a receiver counts", async () => {
    await undone(database.client, async () => {
      const access_grants = [grant(8, 7, "first"), grant(7, 7), grant(8, 6, "last")];
      expect(await apply(database.client, { ...add, metadata: enveloped({ ...valid, access_grants }) })).toBeNull();
      const { rows } = await database.client.query(
        "select encrypted_email, created_at::text, updated_at::text from encrypted_emails where email_owner_user_id = 7",
      );
      const time = "2026-06-01 12:00:00+00";
      expect(rows).toEqual([{ encrypted_email: "cipher", created_at: time, updated_at: time }]);
      const access = await database.client.query(accessOfTheBlock);
      expect(access.rows).toEqual([
        { email_owner_user_id: 7, ...grant(7, 7), is_initial: false },
        { email_owner_user_id: 7, ...grant(8, 6, "last"), is_initial: false },
      ]);
    });
  });

  test("leaves an email that is there as it is, and gives nobody access", async () => {
    await undone(database.client, async () => {
      const metadata = enveloped({ ...valid, email_owner_user_id: 1, access_grants: [grant(9, 1, null)] });
      expect(await apply(database.client, { ...add, metadata })).toBeNull();
      const { rows } = await database.client.query("select encrypted_email from encrypted_emails");
      expect(rows).toEqual([{ encrypted_email: "cipher" }]);
      expect((await database.client.query(accessOfTheBlock)).rows).toEqual([]);
    });
  });

  test.each([
    ["metadata_missing", ""],
    ["metadata_not_enveloped", JSON.stringify(valid)],
    ["metadata_without_changes", enveloped({ email: "x" })],
  ])("%s", async (code, metadata) => {
    const refused = await undone(database.client, () => apply(database.client, { ...add, metadata }));
    expect(refused?.code).toBe(code);
  });

  test.each([
    ["email_owner_missing", { email_owner_user_id: 0 }],
    ["encrypted_email_missing", { encrypted_email: "" }],
    ["access_grants_missing", { access_grants: [] }],
    ["access_grants_not_list", { access_grants: grant(7, 7) }],
    ["access_grant_incomplete", { access_grants: [grant(7, 7), { receiving_user_id: 7, grantor_user_id: 7 }] }],
    ["access_grant_incomplete", { access_grants: [null] }],
    ["invalid_email_owner_user_id", { email_owner_user_id: "seven" }],
    ["invalid_email_owner_user_id", { email_owner_user_id: 2 ** 31 }],
    ["invalid_encrypted_email", { encrypted_email: { cipher: 1 } }],
    ["invalid_access_grant_user", { access_grants: [grant(7, null)] }],
    ["invalid_access_grant_user", { access_grants: [grant(2 ** 31, 7)] }],
    ["email_exists", { email_owner_user_id: 0.5 }],
    ["access_grant_exists", { access_grants: [grant(7, 7), grant("7", 7)] }],
    ["invalid_encrypted_key", { access_grants: [grant(7, 7, null)] }],
  ])("%s: %j", async (code, changes) => {
    const transaction = { ...add, metadata: enveloped({ ...valid, ...changes }) };
    const refused = await undone(database.client, () => apply(database.client, transaction));
    expect(refused?.code).toBe(code);
  });
});
