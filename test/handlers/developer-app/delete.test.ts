import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { ana, appAfter, appRows, ben, now, time } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, appRows);
});

afterAll(() => database.drop());

function remove(data: object = {}, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const metadata = JSON.stringify({ address: "0xApp", ...data });
  return { ...ana, entity_type: "DeveloperApp", action: "Delete", metadata, time, ...changes };
}

describe("DeveloperApp Delete", () => {
  test("empties the app; the addresses to which it sent users back stay", async () => {
    await undone(database.client, async () => {
      expect(await apply(database.client, remove())).toBeNull();
      const { rows } = await database.client.query(appAfter, ["0xapp"]);
      const app = { name: "", description: null, image_url: null, is_delete: true, is_current: true, updated_at: now };
      expect(rows).toMatchObject([{ app, redirect_uris: ["https://old.example"] }]);
    });
  });

  test.each([
    ["signer_not_authorized", remove({}, { signer: ben.signer })],
    ["address_missing", remove({}, { metadata: "" })],
    ["developer_app_missing", remove({ address: "0xgone" })],
    ["developer_app_not_own", remove({}, ben)],
  ])("%s", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
