import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, undone } from "../../../../support/procedure.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
});

afterAll(async () => {
  await database.drop();
});

const verifier = "0xbeef8E42e8B5964fDD2b7ca8efA0d9aef38AA996";
const create = {
  entity_type: "Notification",
  action: "Create",
  user_id: 0,
  signer: verifier,
  metadata: '{"title": "Hello"}',
};

describe("Notification Create", () => {
  test("keeps the JSON as it came, whoever's transaction it is", async () => {
    await undone(database.client, async () => {
      expect(await apply(database.client, create)).toBeNull();
      const { rows } = await database.client.query("select to_jsonb(notification) - 'id' as row from notification");
      expect(rows).toEqual([
        {
          row: {
            type: "announcement",
            group_id: "announcement:blocknumber:1",
            specifier: "",
            user_ids: [],
            data: { title: "Hello" },
            timestamp: "2026-06-01T12:00:00",
            blocknumber: 1,
            slot: null,
            type_v2: null,
          },
        },
      ]);
    });
  });

  test.each(["null", "5", '"text"', "[]", "{}"])("takes any JSON: %s", async (metadata) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...create, metadata })).toBeNull();
      const { rows } = await database.client.query("select data::text from notification");
      expect(rows).toEqual([{ data: metadata }]);
    });
  });

  test.each([
    ["signer_not_verifier", { signer: "0xhost" }],
    ["metadata_not_json", { metadata: "" }],
    ["metadata_nul", { metadata: '{"n": NaN}' }],
    ["metadata_lone_surrogate", { metadata: '{"title": "\\ud83d"}' }],
    ["metadata_nul", { metadata: '{"title": "a\\u0000b"}' }],
  ])("%s", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...create, ...changes }));
    expect(refused?.code).toBe(code);
  });

  test("announcement_exists", async () => {
    const refused = await undone(database.client, async () => {
      await database.client.query(
        `insert into notification (type, group_id, specifier, "timestamp")
         values ('announcement', 'announcement:blocknumber:1', '', '2026-01-01')`,
      );
      return await apply(database.client, create);
    });
    expect(refused?.code).toBe("announcement_exists");
  });
});
