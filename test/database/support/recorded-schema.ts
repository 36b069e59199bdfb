/** The recorded catalogs: production's tables (prod-schema.json) and the Go ETL's (etl-schema.json). */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { TableCatalog } from "../../../src/database/catalog.ts";

const named = z.object({ name: z.string(), def: z.string() });

const tableSchema = z.object({
  columns: z.array(
    z.object({ name: z.string(), type: z.string(), not_null: z.boolean(), default: z.string().nullish() }),
  ),
  constraints: z.array(named.extend({ type: z.string() })),
  indexes: z.array(named),
  triggers: z.array(named),
});

const fileSchema = z.object({
  tables: z.record(z.string(), tableSchema),
  enums: z.record(z.string(), z.array(z.string())),
});

export type RecordedTable = z.infer<typeof tableSchema>;
export type RecordedSchema = z.infer<typeof fileSchema>;

async function read(name: string): Promise<RecordedSchema> {
  const path = fileURLToPath(new URL(`../../data/${name}`, import.meta.url));
  return fileSchema.parse(JSON.parse(await readFile(path, "utf8")));
}

/** The tables of production that the entity manager writes or reads. */
export const production = await read("prod-schema.json");

/** The raw tables of the Go ETL. */
export const etl = await read("etl-schema.json");

/** A recorded table in the form in which `readCatalog` reads one. */
export function tableCatalog(table: RecordedTable): TableCatalog {
  return {
    columns: table.columns.map((column) => ({
      name: column.name,
      type: column.type,
      notNull: column.not_null,
      default: column.default ?? null,
    })),
    constraints: definitions(table.constraints),
    indexes: definitions(table.indexes),
    triggers: definitions(table.triggers),
  };
}

function definitions(items: readonly { readonly name: string; readonly def: string }[]): Record<string, string> {
  return Object.fromEntries(items.map(({ name, def }) => [name, def]));
}
