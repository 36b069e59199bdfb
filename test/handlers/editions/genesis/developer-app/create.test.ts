import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, type TriedTransaction, undone } from "../../../../support/procedure.ts";
import { appAfter } from "../../../developer-app/seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.drop());

const created_at = "2021-03-04T05:06:07.123456Z";
const then = "2021-03-04T05:06:07.123456";

function carried(data: object = {}, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const pair = { kind: "manage_entity_migration", entity_type: "DeveloperApp", action: "Create" } as const;
  const metadata = JSON.stringify({ address: "0xABC", name: "App", created_at, ...data });
  return { ...pair, user_id: 51, signer: "0xanybody", metadata, ...changes };
}

async function leftBy(...tried: TriedTransaction[]): Promise<unknown> {
  return undone(database.client, async () => {
    for (const each of tried) {
      expect(await apply(database.client, each)).toBeNull();
    }
    return (await database.client.query(appAfter, ["0xabc"])).rows;
  });
}

describe("DeveloperApp Create of the genesis", () => {
  test.each<[situation: string, data: object, app: object]>([
    ["at the time that is carried", {}, { user_id: 51, name: "App", created_at: then, updated_at: then }],
    ["situation 42: deleted, without a name", { is_delete: true, name: "" }, { is_delete: true, name: "" }],
    ["of a person", { is_personal_access: true }, { is_personal_access: true, is_delete: false }],
    [
      "with a long name and description",
      { name: "n".repeat(99), description: "d".repeat(255) },
      { name: "n".repeat(99) },
    ],
  ])("carries an app, %s", async (_, data, app) => {
    expect(await leftBy(carried(data))).toMatchObject([{ app: { ...app, is_current: true } }]);
  });

  test("carries the addresses to which an app may send users back", async () => {
    expect(await leftBy(carried({ redirect_uris: ["b", "a"] }))).toMatchObject([{ redirect_uris: ["b", "a"] }]);
  });

  test("keeps one row of an app that comes again, the last", async () => {
    expect(await leftBy(carried(), carried({ name: "Again" }))).toMatchObject([{ app: { name: "Again" } }]);
  });

  test("takes an app without an address", async () => {
    await undone(database.client, async () => {
      expect(await apply(database.client, carried({}, { metadata: "" }))).toBeNull();
      expect((await database.client.query(appAfter, [""])).rows).toMatchObject([{ app: { name: "" } }]);
    });
  });

  test.each([
    ["user_id_out_of_range", carried({}, { user_id: 2n ** 31n })],
    ["address_too_long", carried({ address: "a".repeat(256) })],
    ["description_too_long", carried({ description: "d".repeat(256) })],
    ["invalid_name", carried({ name: "\u0000" })],
    ["invalid_redirect_uris", carried({ redirect_uris: ["\u0000"] })],
  ])("%s", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
