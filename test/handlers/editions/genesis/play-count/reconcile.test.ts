import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, type TriedTransaction, undone } from "../../../../support/procedure.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.drop());

function reconcile(metadata: object, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return {
    kind: "manage_entity_migration",
    entity_type: "PlayCount",
    action: "Reconcile",
    user_id: 0,
    entity_id: 7,
    metadata: JSON.stringify(metadata),
    signer: "0xMigration",
    ...changes,
  };
}

/** The counts of plays after some transactions, in a database that counts them. */
async function counted(tried: readonly TriedTransaction[]): Promise<unknown[]> {
  return undone(database.client, async () => {
    for (const each of tried) {
      expect(await apply(database.client, each)).toBeNull();
    }
    const { rows } = await database.client.query("select play_item_id, count::text from aggregate_plays order by 1");
    return rows;
  });
}

describe("PlayCount Reconcile", () => {
  test("situation 40: adds to the plays of a track", async () => {
    const tried = [reconcile({ delta: 100 }), reconcile({ delta: 100.9 }), reconcile({ delta: -5 }, { entity_id: 8 })];
    expect(await counted(tried)).toEqual([
      { play_item_id: 7, count: "200" },
      { play_item_id: 8, count: "-5" },
    ]);
  });

  test("situation 41: a live one counts nothing", async () => {
    expect(await counted([reconcile({ delta: 100 }, { kind: "manage_entity" })])).toEqual([]);
  });

  test("is accepted by a database that counts no plays", async () => {
    await undone(database.client, async () => {
      await database.client.query("drop table aggregate_plays");
      expect(await apply(database.client, reconcile({ delta: 100 }))).toBeNull();
    });
  });

  test("the numbers stay, for a rebuild of the counts", async () => {
    await undone(database.client, async () => {
      await apply(database.client, reconcile({ delta: 100 }));
      await apply(database.client, reconcile({ delta: -30 }));
      await database.client.query("insert into plays (play_item_id) values (7), (7)");
      await database.client.query("select em.rebuild_aggregate_plays()");
      const { rows } = await database.client.query("select play_item_id, count from aggregate_plays");
      expect(rows).toEqual([{ play_item_id: 7, count: "72" }]);
    });
  });

  test.each([
    ["delta_missing", reconcile({}, { metadata: "" })],
    ["delta_missing", reconcile({ delta: "100" })],
    ["delta_out_of_range", reconcile({ delta: 1e19 })],
    ["track_id_out_of_range", reconcile({ delta: 1 }, { entity_id: 2 ** 31 })],
  ])("%s: %#", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });

  test("plays_out_of_range: more plays than the table can hold", async () => {
    await undone(database.client, async () => {
      await database.client.query("insert into aggregate_plays values (7, 9223372036854775807)");
      expect((await apply(database.client, reconcile({ delta: 1 })))?.code).toBe("plays_out_of_range");
      expect(await apply(database.client, reconcile({ delta: -1 }))).toBeNull();
    });
  });
});
