import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../../../support/procedure.ts";
import { grantOf } from "../../../grant/seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, {
    developer_apps: [
      { address: "0xapp", name: "app" },
      { address: "0xgone", name: "", is_delete: true },
    ],
  });
});

afterAll(() => database.drop());

const created_at = "2021-03-04T05:06:07.123456Z";
const then = "2021-03-04T05:06:07.123456";

function carried(data: object = {}, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  const pair = { kind: "manage_entity_migration", entity_type: "Grant", action: "Create" } as const;
  const metadata = JSON.stringify({ grantee_address: "0xAPP", created_at, ...data });
  return { ...pair, user_id: 51, signer: "0xanybody", metadata, ...changes };
}

async function grantsLeftBy(address: string, ...tried: TriedTransaction[]): Promise<unknown> {
  return undone(database.client, async () => {
    for (const each of tried) {
      expect(await apply(database.client, each)).toBeNull();
    }
    return (await database.client.query(grantOf, [51, address])).rows.map(({ row }) => row);
  });
}

describe("Grant Create of the genesis", () => {
  test.each<[situation: string, data: object, address: string, grant: object]>([
    [
      "situation 33: taken back",
      { is_revoked: true, is_approved: false },
      "0xapp",
      { is_revoked: true, is_approved: false },
    ],
    ["situation 34: to an app", {}, "0xapp", { is_revoked: false, is_approved: true }],
    ["situation 34: to a user", { grantee_address: "0xBen" }, "0xben", { is_approved: null }],
    [
      "situation 34: to a deleted app",
      { grantee_address: "0xgone", is_approved: null },
      "0xgone",
      { is_approved: null },
    ],
    ["approved by a manager", { grantee_address: "0xben", is_approved: true }, "0xben", { is_approved: true }],
    ["to nobody", { grantee_address: 5 }, "", { is_approved: null }],
  ])("carries a grant, %s", async (_, data, address, grant) => {
    const stamp = { is_current: true, created_at: then, updated_at: then, txhash: "0xtx1", blocknumber: 1 };
    expect(await grantsLeftBy(address, carried(data))).toMatchObject([{ ...grant, ...stamp }]);
  });

  test("keeps one row of a grant that comes again, the last", async () => {
    const again = [carried(), carried({ is_revoked: true })];
    expect(await grantsLeftBy("0xapp", ...again)).toMatchObject([{ is_revoked: true }]);
  });

  test.each([
    ["user_id_out_of_range", carried({}, { user_id: 2n ** 31n })],
    ["grantee_address_too_long", carried({ grantee_address: "a".repeat(256) })],
    ["invalid_grantee_address", carried({ grantee_address: "\u0000" })],
  ])("%s", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
