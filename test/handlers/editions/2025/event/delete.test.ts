import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";
import { eventRows, host, other } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, eventRows);
});

afterAll(async () => {
  await database.drop();
});

const remove = { ...host, entity_type: "Event", action: "Delete", entity_id: 100 };

describe("Event Delete", () => {
  test.each([
    ["a contest", { entity_id: 100 }],
    ["an event that is deleted", { entity_id: 101 }],
    ["an event, with the metadata of a wallet", { metadata: enveloped({ chain: "eth" }) }],
  ])("marks %s as deleted and stamps it", async (_, changes) => {
    const transaction = { ...remove, ...changes };
    await undone(database.client, async () => {
      expect(await apply(database.client, transaction)).toBeNull();
      const { rows } = await database.client.query(
        "select is_deleted, txhash, blocknumber, updated_at::text from events where event_id = $1",
        [transaction.entity_id],
      );
      expect(rows).toEqual([{ is_deleted: true, txhash: "0xtx1", blocknumber: 1, updated_at: "2026-06-01 12:00:00" }]);
    });
  });

  test.each([
    ["metadata_not_json", { metadata: "{" }],
    ["metadata_without_changes", { metadata: enveloped({ event_type: "remix_contest" }) }],
    ["signer_not_authorized", { signer: "0xother" }],
    ["event_missing", { entity_id: 999 }],
    ["event_not_own", other],
  ])("%s", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...remove, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
