import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../support/procedure.ts";
import { badGrants, emailRows, givenAccess, grant, time } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, emailRows);
});

afterAll(() => database.drop());

const valid = { email_owner_user_id: 7, encrypted_email: "cipher", access_grants: [grant(7, 7)] };

function add(data: object, changes: object = {}) {
  const metadata = enveloped({ ...valid, ...data });
  return {
    user_id: 5,
    signer: "anybody",
    entity_type: "EncryptedEmail",
    action: "AddEmail",
    metadata,
    time,
    ...changes,
  };
}

const emails =
  "select encrypted_email, created_at::text, updated_at::text from encrypted_emails where email_owner_user_id = 7";

describe("EncryptedEmail AddEmail", () => {
  test("situation 88: keeps an email and all who may read it, once, whoever signs", async () => {
    await undone(database.client, async () => {
      const access_grants = [grant(8, 7, { is_initial: true }), grant(9, 6, { is_initial: 1 })];
      expect(await apply(database.client, add({ access_grants }))).toBeNull();
      const again = { encrypted_email: "other", access_grants: [grant(10, 7)] };
      expect(await apply(database.client, add(again))).toBeNull();
      const at = "2026-10-01 12:00:00.25+00";
      const { rows } = await database.client.query(emails);
      expect(rows).toEqual([{ encrypted_email: "cipher", created_at: at, updated_at: at }]);
      const access = await database.client.query(givenAccess);
      expect(access.rows).toEqual([
        { email_owner_user_id: 7, ...grant(8, 7), is_initial: true },
        { email_owner_user_id: 7, ...grant(9, 6), is_initial: false },
      ]);
    });
  });

  test.each<[what: string, data: object, given: object[]]>([
    ["nobody may read", { access_grants: [] }, []],
    [
      "of two grants between the same users, the first",
      { access_grants: [grant(8, 7), grant(8.9, 7, { encrypted_key: "b" })] },
      [grant(8, 7)],
    ],
    ["by two users", { access_grants: [grant(8, 7), grant(8, 6)] }, [grant(8, 7), grant(8, 6)]],
  ])("takes an email that %s lets read", async (_, data, given) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, add(data))).toBeNull();
      const { rows } = await database.client.query(givenAccess);
      expect(rows).toEqual(given.map((each) => ({ email_owner_user_id: 7, ...each, is_initial: false })));
    });
  });

  test("leaves access that is there without an email", async () => {
    await undone(database.client, async () => {
      const key = { email_owner_user_id: 7, receiving_user_id: 7, grantor_user_id: 7 };
      await seed(database.client, { email_access: [{ id: 50, ...key, encrypted_key: "old", is_initial: true }] });
      expect(await apply(database.client, add({}, { metadata: JSON.stringify(valid) }))).toBeNull();
      const { rows } = await database.client.query(
        "select encrypted_key from email_access where receiving_user_id = 7",
      );
      expect(rows).toEqual([{ encrypted_key: "old" }]);
    });
  });

  test.each([
    ["email_owner_missing", add({}, { metadata: "" })],
    ["email_owner_missing", add({ email_owner_user_id: "7" })],
    ["email_owner_missing", add({ email_owner_user_id: 2 ** 64 })],
    ["invalid_email_owner_user_id", add({ email_owner_user_id: 2 ** 31 })],
    ["encrypted_email_missing", add({ encrypted_email: "" })],
    ["encrypted_email_missing", add({ encrypted_email: { a: 1 } })],
    ["invalid_encrypted_email", add({ encrypted_email: "a\u0000" })],
    ...badGrants.map(([code, access_grants]): [string, ReturnType<typeof add>] => [code, add({ access_grants })]),
  ])("%s: %#", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
