/** When what a transaction of the genesis range replays happened. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, seed, undone } from "../../../../support/procedure.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, { users: [1, 2].map((user_id) => ({ user_id, wallet: `0x${user_id}` })) });
});

afterAll(() => database.drop());

const follow = { user_id: 1, signer: "0x1", entity_type: "User", action: "Follow", entity_id: 2 };
const atBlock = "2026-10-01 12:00:00.25";

/** When a follow was made, by its metadata, in a block of `atBlock`. */
async function followedAt(metadata: string, kind: "manage_entity" | "manage_entity_migration"): Promise<unknown> {
  return await undone(database.client, async () => {
    expect(await apply(database.client, { ...follow, metadata, kind, time: "2026-10-01T12:00:00.25Z" })).toBeNull();
    const { rows } = await database.client.query("select created_at::text from follows");
    return rows[0]?.created_at;
  });
}

function saying(created_at: unknown): string {
  return JSON.stringify({ created_at });
}

describe("created_at", () => {
  test.each([
    ["situation 9: a date, one space and a time of day", saying("2020-01-02 03:04:05.5"), "2020-01-02 03:04:05.5"],
    ["an hour of one digit after the space", saying("2020-01-02 3:04:05"), "2020-01-02 03:04:05"],
    ["RFC 3339", saying("2019-03-04T05:06:07.123456Z"), "2019-03-04 05:06:07.123456"],
    ["more digits, which are cut", saying("2019-03-04T05:06:07.9999996Z"), "2019-03-04 05:06:07.999999"],
    ["very many digits", saying(`2019-03-04T05:06:07.${"1".repeat(20_000)}Z`), "2019-03-04 05:06:07.111111"],
    ["a comma", saying("2019-03-04T05:06:07,5Z"), "2019-03-04 05:06:07.5"],
    ["another zone, in UTC", saying("2020-01-02T03:04:05+02:00"), "2020-01-02 01:04:05"],
    [
      "that of data",
      '{"data":{"created_at":"2020-01-02T00:00:00Z"},"created_at":"2021-01-01T00:00:00Z"}',
      "2020-01-02 00:00:00",
    ],
    [
      "situation 11: that of the root, where the one of data is no time",
      '{"data":{"created_at":5},"created_at":"2020-01-02T00:00:00Z"}',
      "2020-01-02 00:00:00",
    ],
    ["situation 10: not a date alone", saying("2020-01-02"), atBlock],
    ["situation 10: not a number", saying(1_577_934_245), atBlock],
    ["situation 10: not a T without a zone", saying("2020-01-02T03:04:05"), atBlock],
    ["not a space with a zone", saying("2020-01-02 03:04:05Z"), atBlock],
    ["not a day that there is not", saying("2019-02-29T00:00:00Z"), atBlock],
    ["not an empty text", saying(""), atBlock],
    ["not one with U+0000", saying("2019-03-04T05:06:07Z\u0000"), atBlock],
    ["not where the metadata is a list", '[{"created_at":"2020-01-02T00:00:00Z"}]', atBlock],
    ["not where there is no metadata", "", atBlock],
  ])("%s: %.60s", async (_, metadata, expected) => {
    expect(await followedAt(metadata, "manage_entity_migration")).toBe(expected);
  });

  test("counts for the genesis range alone", async () => {
    expect(await followedAt(saying("2020-01-02T00:00:00Z"), "manage_entity")).toBe(atBlock);
  });

  test("situation 12: the raw rows keep the block's time, and the signer as sent", async () => {
    await undone(database.client, async () => {
      const sent = {
        ...follow,
        signer: "0X1",
        metadata: saying("2020-01-02T00:00:00Z"),
        time: "2026-10-01T12:00:00.25Z",
      };
      expect(await apply(database.client, { ...sent, kind: "manage_entity_migration" })).toBeNull();
      const { rows } = await database.client.query(
        `select entity.created_at::text as entity, transaction.created_at::text as transaction, tx_type,
                entity.address as entity_address, transaction.address as transaction_address
         from etl_manage_entities as entity cross join etl_transactions as transaction`,
      );
      expect(rows).toEqual([
        {
          entity: atBlock,
          transaction: atBlock,
          tx_type: "manage_entity_migration",
          entity_address: "0X1",
          transaction_address: "0X1",
        },
      ]);
    });
  });
});
