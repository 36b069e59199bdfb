import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, undone } from "../../support/procedure.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.drop());

const announcement = {
  entity_type: "Notification",
  action: "Create",
  user_id: 0,
  signer: "0xbeef8E42e8B5964fDD2b7ca8efA0d9aef38AA996",
  metadata: '{"title": "Hello"}',
  time: "2026-10-01T12:00:00.25Z",
};

const row = {
  type: "announcement",
  group_id: "announcement:blocknumber:1",
  specifier: "",
  user_ids: [],
  data: { title: "Hello" },
  timestamp: "2026-10-01T12:00:00.25",
  blocknumber: 1,
  slot: null,
  type_v2: null,
};

describe("Notification Create", () => {
  test("announces what the verifier says", async () => {
    await undone(database.client, async () => {
      expect(await apply(database.client, announcement)).toBeNull();
      const { rows } = await database.client.query("select to_jsonb(notification) - 'id' as row from notification");
      expect(rows).toEqual([{ row }]);
    });
  });

  test.each(["{}", "null", '{"data":{"title":"x"},"cid":"y"}'])("keeps the JSON as it came: %s", async (metadata) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...announcement, metadata })).toBeNull();
      const { rows } = await database.client.query("select data = $1 as same from notification", [metadata]);
      expect(rows).toEqual([{ same: true }]);
    });
  });

  test("the first of a block counts", async () => {
    await undone(database.client, async () => {
      const first = { type: "announcement", group_id: row.group_id, specifier: "", timestamp: "2026-01-01", data: {} };
      await seed(database.client, { notification: [{ id: 1, ...first }] });
      expect(await apply(database.client, announcement)).toBeNull();
      const { rows } = await database.client.query("select data from notification");
      expect(rows).toEqual([{ data: {} }]);
    });
  });

  test.each([
    ["situation 91: signer_not_verifier", { signer: "0xhost" }],
    ["metadata_not_json", { metadata: "" }],
    ["metadata_not_json", { metadata: "{" }],
    ["metadata_not_json", { metadata: '{"n": NaN}' }],
    ["metadata_not_json", { metadata: '{"n": 1e400}' }],
    ["metadata_not_object", { metadata: "[]" }],
    ["metadata_not_object", { metadata: '"text"' }],
    ["metadata_lone_surrogate", { metadata: '{"title": "\\ud83d"}' }],
    ["metadata_nul", { metadata: '{"title": "a\\u0000b"}' }],
    ["metadata_nul", { metadata: '{"a\\u0000b": 1}' }],
  ])("%s: %o", async (name, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...announcement, ...changes }));
    expect(refused?.code).toBe(name.split(": ").at(-1));
  });
});
