import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, undone } from "../../support/procedure.ts";
import { event, eventRows, hosted, other } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, eventRows);
});

afterAll(() => database.drop());

describe("Event Delete", () => {
  test.each(["", "{", '{"event_data":5}'])(
    "marks and stamps the event, whatever the metadata says: %j",
    async (metadata) => {
      await undone(database.client, async () => {
        expect(await apply(database.client, hosted("Delete", undefined, { metadata }))).toBeNull();
        const { rows } = await database.client.query(
          "select is_deleted, event_data, txhash, blocknumber, updated_at::text from events where event_id = $1",
          [event.running],
        );
        const stamp = { txhash: "0xtx1", blocknumber: 1, updated_at: "2026-10-01 12:00:00.25" };
        expect(rows).toEqual([{ is_deleted: true, event_data: { prize: "old" }, ...stamp }]);
      });
    },
  );

  test.each([
    ["signer_not_authorized", hosted("Delete", undefined, { signer: other.signer })],
    ["event_missing", hosted("Delete", undefined, { entity_id: 999 })],
    ["event_missing", hosted("Delete", undefined, { entity_id: 2n ** 31n })],
    ["event_deleted", hosted("Delete", undefined, { entity_id: event.deleted })],
    ["event_not_own", hosted("Delete", undefined, other)],
  ])("%s: %#", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
