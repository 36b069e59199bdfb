import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, undone } from "../../support/procedure.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.drop());

const verifier = "0xbeef8E42e8B5964fDD2b7ca8efA0d9aef38AA996";

/** The code with which an announcement is refused, while the setting names this verifier. */
async function codeOf(signer: string, setting = verifier): Promise<string | undefined> {
  return await undone(database.client, async () => {
    await database.client.query("insert into em.settings values ('verified_address', $1)", [setting]);
    const announcement = { user_id: 0, entity_type: "Notification", action: "Create", metadata: "{}" };
    return (await apply(database.client, { ...announcement, signer }))?.code;
  });
}

test.each([
  ["as it is set", verifier, verifier],
  ["in any case", verifier.toLowerCase(), verifier],
  ["set in any case", verifier, verifier.toLowerCase()],
])("the verifier's address counts %s", async (_, signer, setting) => {
  expect(await codeOf(signer, setting)).toBeUndefined();
});

test.each([
  ["another address", "0xhost", verifier],
  ["nobody", "", verifier],
  ["nobody, where nobody is set", "", ""],
  ["anybody, where nobody is set", "0xhost", ""],
])("signer_not_verifier: %s", async (_, signer, setting) => {
  expect(await codeOf(signer, setting)).toBe("signer_not_verifier");
});
