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

function update(access_grants: unknown, data: object = {}) {
  const metadata = enveloped({ email_owner_user_id: 1, access_grants, ...data });
  return { user_id: 5, signer: "anybody", entity_type: "EmailAccess", action: "Update", metadata, time };
}

const given = { email_owner_user_id: 1, is_initial: false };

describe("EmailAccess Update", () => {
  test.each<[who: string, access_grants: object[], access: object[]]>([
    ["who has received access", [grant(3, 2, { is_initial: true })], [{ ...grant(3, 2), is_initial: true }]],
    ["situation 89: who receives it by an earlier item", [grant(3, 2), grant(4, 3)], [grant(3, 2), grant(4, 3)]],
    ["nobody", [], []],
    ["who has let the same user read it before", [grant(3, 2), grant(3, 2, { encrypted_key: "b" })], [grant(3, 2)]],
  ])("%s lets others read an email", async (_, access_grants, access) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, update(access_grants))).toBeNull();
      const { rows } = await database.client.query(givenAccess);
      expect(rows).toEqual(access.map((each) => ({ ...given, ...each })));
    });
  });

  test.each([
    ["the owner, who has not received it", [grant(3, 1)]],
    ["who receives it by a later item", [grant(4, 3), grant(3, 2)]],
    ["who receives it by the same item", [grant(3, 3)]],
    ["situation 89: one of several", [grant(3, 2), grant(4, 9)]],
  ])("grantor_without_access: %s lets nobody read it", async (_, access_grants) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, update(access_grants))).toMatchObject({ code: "grantor_without_access" });
      expect((await database.client.query(givenAccess)).rows).toEqual([]);
    });
  });

  test.each([
    ["email_owner_missing", update([grant(3, 2)], { email_owner_user_id: null })],
    ["email_owner_missing", { ...update([]), metadata: "[]" }],
    ["invalid_email_owner_user_id", update([grant(3, 2)], { email_owner_user_id: 2 ** 31 })],
    ["grantor_without_access", update([grant(3, 2)], { email_owner_user_id: 2 })],
    ...badGrants.map(([code, grants]): [string, ReturnType<typeof update>] => [code, update(grants)]),
  ])("%s: %#", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
