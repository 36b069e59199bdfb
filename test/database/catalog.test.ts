import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogFiles } from "../../codegen/catalog.ts";
import { type Catalog, readCatalog, type TableCatalog } from "../../src/database/catalog.ts";
import { applyMigrations } from "../../src/database/migrations.ts";
import { blankDatabase, type TestDatabase } from "../support/database.ts";
import { network2026 } from "./support/network-2026.ts";
import { etl, tableCatalog } from "./support/recorded-schema.ts";

let database: TestDatabase;
let catalog: Catalog;

beforeAll(async () => {
  // By the migrations alone: what else migrate adds to a table, it takes from the catalog that is tested here.
  database = await blankDatabase();
  await applyMigrations(database.client);
  catalog = await readCatalog(database.client);
});
afterAll(() => database.drop());

/** The differences from the recorded schemas that are meant. */
const differences = {
  withoutTriggers: {
    tables: Object.keys(network2026.tables),
    reason:
      "a step of migrate of its own makes them, where the database was empty before us (test/aggregates/state.test.ts)",
  },
  ownTables: {
    tables: [
      "em_rejections",
      "em.aggregates",
      "em.chain_rollovers",
      "em.changed_rows",
      "em.known_addresses",
      "em.mended_rows",
      "em.migrations",
      "em.play_deltas",
      "em.procedures",
      "em.rules",
      "em.settings",
      "em.state_hashes",
      "em.transaction_users",
      "em.trigger_functions",
      "em.undone_actions",
      "em.writer",
    ],
    reason:
      "ours: neither reference keeps why a transaction was refused and by whose rules, a change of chain, what was migrated and mended, who keeps the aggregates, what was taken back while nobody counted, what each block changed, the user of a raw transaction, or who writes",
  },
};

function expectedTable(name: string): TableCatalog | undefined {
  const recorded = network2026.tables[name] ?? etl.tables[name];
  if (recorded === undefined) {
    return undefined;
  }
  const expected = tableCatalog(recorded);
  return differences.withoutTriggers.tables.includes(name) ? { ...expected, triggers: {} } : expected;
}

describe("the catalog of a migrated database", () => {
  const recorded = [...Object.keys(network2026.tables), ...Object.keys(etl.tables)];

  it.each(recorded)("%s has the recorded columns, constraints, indexes and triggers", (name) => {
    expect(catalog.tables[name]).toEqual(expectedTable(name));
  });

  it("has no further tables than those listed with their reason", () => {
    expect(Object.keys(catalog.tables).sort()).toEqual([...recorded, ...differences.ownTables.tables].sort());
  });

  it("has the recorded enums with their labels in the recorded order", () => {
    expect(catalog.enums).toEqual({ ...network2026.enums, ...etl.enums });
  });

  it("has the two materialized views of the Go ETL", () => {
    expect(catalog.materializedViews).toEqual(["mv_dashboard_transaction_stats", "mv_dashboard_transaction_types"]);
  });

  it("owns each sequence by its column, as serial makes it", async () => {
    const tables = Object.entries({ ...network2026.tables, ...etl.tables });
    for (const [table, { columns }] of tables) {
      for (const column of columns.filter(({ default: value }) => value?.startsWith("nextval"))) {
        const { rows } = await database.client.query(
          `select pg_get_serial_sequence($1, $2) as name, data_type::text as type
           from pg_sequences where 'public.' || sequencename = pg_get_serial_sequence($1, $2)`,
          [table, column.name],
        );
        expect(rows).toEqual([{ name: `public.${table}_${column.name}_seq`, type: column.type }]);
      }
    }
  });
});

describe("validate_territory_codes", () => {
  it.each([
    [null, true],
    [[], false],
    [["DE"], true],
    [["DE", "US"], true],
    [["DE", "us"], false],
    [["DEU"], false],
    [["DE", null], false],
  ])("%j is valid: %s", async (codes, valid) => {
    const { rows } = await database.client.query("select validate_territory_codes($1) as valid", [codes]);
    expect(rows).toEqual([{ valid }]);
  });
});

describe("em_rejections", () => {
  it("is keyed by the place on the chain, so that a hash can come again", () => {
    expect(catalog.tables.em_rejections?.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "chain_id text",
      "block_height bigint",
      "tx_index integer",
      "tx_hash text",
      "handler text",
      "code text",
      "reason text",
      "edition text",
    ]);
    expect(catalog.tables.em_rejections?.constraints).toEqual({
      em_rejections_pkey: "PRIMARY KEY (chain_id, block_height, tx_index)",
    });
  });
});

describe("the generated descriptions of the catalog", () => {
  it("are what this database gives: otherwise run npm run codegen", async () => {
    for (const [path, text] of await catalogFiles(database.url)) {
      const checkedIn = await readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
      // Compared as a whole but shown as a line: these files have thousands.
      expect(checkedIn === text, `${path} differs from the migrated database`).toBe(true);
    }
  });
});
