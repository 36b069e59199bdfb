import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { expectedCatalog } from "../../src/generated/schema.ts";
import { knownEditions, readKnown } from "../../src/parity/known.ts";
import { comparedTables } from "../../src/parity/tables.ts";

const sql = fileURLToPath(new URL("../../sql/", import.meta.url));

it("compares every table that a procedure writes, and no other", async () => {
  const written = new Set<string>();
  for (const path of await readdir(sql, { recursive: true })) {
    const text = path.endsWith(".sql") ? await readFile(sql + path, "utf8") : "";
    for (const [, table = ""] of text.matchAll(/^ *(?:insert into|update|delete from) ([a-z_]+)(?:$| \()/gm)) {
      written.add(table);
    }
  }
  expect([...written].sort()).toEqual(comparedTables.map(({ name }) => name).sort());
});

it("knows divergences of tables and columns that there are", async () => {
  const columnsOf = (table: string) => expectedCatalog.tables[table]?.columns.map(({ name }) => name) ?? [];
  for (const { tag, columns, rows, where, unless } of await readKnown(knownEditions, undefined)) {
    for (const [table, names] of Object.entries(columns ?? {}).filter(([name]) => name !== "*")) {
      expect({ tag, table, columns: columnsOf(table) }).toMatchObject({ columns: expect.arrayContaining(names) });
    }
    for (const table of Object.keys(rows ?? {})) {
      const conditions = [...Object.keys(where ?? {}), ...Object.keys(unless ?? {})];
      expect({ tag, table, columns: columnsOf(table) }).toMatchObject({ columns: expect.arrayContaining(conditions) });
    }
  }
});
