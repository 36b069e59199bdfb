import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { ana, appAfter, appRows, badApps, ben, now, time } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, appRows);
});

afterAll(() => database.drop());

function change(data: object = {}, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const metadata = JSON.stringify({ address: "0xApp", name: "Changed", ...data });
  return { ...ana, entity_type: "DeveloperApp", action: "Update", metadata, time, ...changes };
}

async function leftBy(...tried: TriedTransaction[]): Promise<unknown> {
  return undone(database.client, async () => {
    for (const each of tried) {
      expect(await apply(database.client, each)).toBeNull();
    }
    return (await database.client.query(appAfter, ["0xapp"])).rows[0];
  });
}

const uris = Array.from({ length: 51 }, (_, index) => `https://${index}.example`);

describe("DeveloperApp Update", () => {
  test("changes name, description and image, what is not said too", async () => {
    expect(await leftBy(change({ is_personal_access: false }))).toEqual({
      app: {
        ...{ address: "0xapp", user_id: ana.user_id, name: "Changed", description: null, image_url: null },
        ...{ is_personal_access: true, is_current: true, is_delete: false },
        ...{
          created_at: "2026-01-01T00:00:00",
          updated_at: now,
          txhash: "0xtx1",
          blockhash: "0xblock1",
          blocknumber: 1,
        },
      },
      redirect_uris: ["https://old.example"],
    });
  });

  test.each<[situation: string, given: unknown[], left: string[] | null]>([
    ["situation 87: the first 50 of a list", [uris], uris.slice(0, 50)],
    ["situation 87: a list with a number does not count", [["a"], ["a", 5]], ["a"]],
    ["situation 87: null leaves none", [["a"], null], null],
    ["an empty list leaves none", [[]], null],
    ["a text does not count", ["a"], ["https://old.example"]],
    ["an address of 2,000 characters", [["😀".repeat(2_000)]], ["😀".repeat(2_000)]],
    ["a list with one of 2,001 does not count", [["a", "😀".repeat(2_001)]], ["https://old.example"]],
  ])("redirect_uris, %s", async (_, given, redirect_uris) => {
    expect(await leftBy(...given.map((each) => change({ redirect_uris: each })))).toMatchObject({ redirect_uris });
  });

  test.each<[code: string, tried: TriedTransaction]>([
    ...badApps.map(([code, data]): [string, TriedTransaction] => [code, change(data)]),
    ["signer_not_authorized", change({}, { signer: ben.signer })],
    ["address_missing", change({ address: 5 })],
    ["developer_app_missing", change({ address: "0xnone" })],
    ["developer_app_missing", change({ address: "0xgone" })],
    ["developer_app_not_own", change({}, ben)],
  ])("%s", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
