/**
 * Reads the catalog of a migrated database and writes what others know of it: for specs and compiler a descriptor of every
 * table and Zapatos' types of its rows, for the streamer's doctor the whole catalog.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as zapatos from "zapatos/generate";
import { readCatalog } from "../src/database/catalog.ts";
import { connect } from "../src/database/connect.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

interface ColumnRow {
  table_name: string;
  column_name: string;
  type: string;
  not_null: boolean;
  has_default: boolean;
  defaults_to_clock: boolean;
}

interface KeyRow {
  table_name: string;
  is_primary: boolean;
  columns: string[];
}

interface EnumRow {
  name: string;
  labels: string[];
}

/**
 * Writes what a migrated database says of itself into the tree.
 * @param url a database to which all migrations were applied
 * @throws Error when the database cannot be read or a file not be written
 */
export async function generateCatalog(url: string): Promise<void> {
  for (const [path, text] of await catalogFiles(url)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** The texts of the generated files, by their paths from the root of the project. The same database gives the same texts. */
export async function catalogFiles(url: string): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ["codegen/generated/catalog.ts", await catalogSource(url)],
    ["codegen/generated/zapatos/schema.d.ts", await zapatosSource(url)],
    ["src/generated/schema.ts", await schemaSource(url)],
  ]);
}

/** The text of catalog.ts: tables, columns in their order, keys, enums; sorted by name where the order means nothing. */
async function catalogSource(url: string): Promise<string> {
  const client = await connect(url, { applicationName: "em-apply codegen" });
  try {
    const columns = (await client.query<ColumnRow>(columnsQuery)).rows;
    const keys = (await client.query<KeyRow>(keysQuery)).rows;
    const enums = (await client.query<EnumRow>(enumsQuery)).rows;
    const tables = [...new Set(columns.map((column) => column.table_name))];
    return [
      "// Generated from the migrated database by codegen/catalog.ts. Do not edit: run npm run codegen.",
      "",
      "/** Every table of the schema public: its columns in their order, its primary key, its unique keys. */",
      "export const catalog = {",
      ...tables.flatMap((table) => tableSource(table, columns, keys)),
      "} as const;",
      "",
      "/** Every enum of the schema public with its labels in their order. */",
      "export const enums = {",
      ...enums.map(({ name, labels }) => `  ${name}: ${list(labels)},`),
      "} as const;",
      "",
    ].join("\n");
  } finally {
    await client.end();
  }
}

function tableSource(table: string, allColumns: readonly ColumnRow[], allKeys: readonly KeyRow[]): string[] {
  const columns = allColumns.filter((column) => column.table_name === table);
  const keys = allKeys.filter((key) => key.table_name === table);
  const unique = keys.filter((key) => !key.is_primary).map((key) => list(key.columns));
  return [
    `  ${table}: {`,
    "    columns: {",
    ...columns.map(
      ({ column_name, type, not_null, has_default, defaults_to_clock }) =>
        `      ${column_name}: { type: ${JSON.stringify(type)}, notNull: ${not_null}, hasDefault: ${has_default}${defaults_to_clock ? ", defaultsToClock: true" : ""} },`,
    ),
    "    },",
    `    primaryKey: ${list(keys.find((key) => key.is_primary)?.columns ?? [])},`,
    `    unique: [${unique.join(", ")}],`,
    "  },",
  ];
}

function list(names: readonly string[]): string {
  return `[${names.map((name) => JSON.stringify(name)).join(", ")}]`;
}

const columnsQuery = `
  select
    relation.relname as table_name,
    attribute.attname as column_name,
    format_type(attribute.atttypid, attribute.atttypmod) as type,
    attribute.attnotnull as not_null,
    attribute.atthasdef as has_default,
    coalesce(pg_get_expr(preset.adbin, preset.adrelid) ~* 'current_|now\\(|clock|timestamp\\(', false) as defaults_to_clock
  from pg_class relation
  join pg_attribute attribute on attribute.attrelid = relation.oid
  left join pg_attrdef preset on preset.adrelid = relation.oid and preset.adnum = attribute.attnum
  where relation.relnamespace = 'public'::regnamespace
    and relation.relkind in ('r', 'p')
    and attribute.attnum > 0
    and not attribute.attisdropped
  order by relation.relname collate "C", attribute.attnum`;

// Partial unique indexes are left out: they are not keys of the whole table, so no INSERT may name them as its conflict target
// without repeating their predicate.
const keysQuery = `
  select
    relation.relname as table_name,
    index.indisprimary as is_primary,
    (
      select array_agg(attribute.attname::text order by key.position)
      from unnest(index.indkey::smallint[]) with ordinality as key (attnum, position)
      join pg_attribute attribute on attribute.attrelid = relation.oid and attribute.attnum = key.attnum
    ) as columns
  from pg_class relation
  join pg_index index on index.indrelid = relation.oid
  join pg_class index_relation on index_relation.oid = index.indexrelid
  where relation.relnamespace = 'public'::regnamespace
    and relation.relkind in ('r', 'p')
    and index.indisunique
    and index.indpred is null
    and index.indexprs is null
  order by relation.relname collate "C", index_relation.relname collate "C"`;

const enumsQuery = `
  select type.typname as name, array_agg(label.enumlabel::text order by label.enumsortorder) as labels
  from pg_type type
  join pg_enum label on label.enumtypid = type.oid
  where type.typnamespace = 'public'::regnamespace
  group by type.typname
  order by type.typname collate "C"`;

/** The whole catalog, for the streamer's doctor to compare a database with. */
async function schemaSource(url: string): Promise<string> {
  const client = await connect(url, { applicationName: "em-apply codegen" });
  try {
    const catalog = await readCatalog(client);
    return [
      "// Generated from the migrated database by codegen/catalog.ts. Do not edit: run npm run codegen.",
      'import type { Catalog } from "../database/catalog.ts";',
      "",
      "/** What the migrations make of the schemas public and em. */",
      `export const expectedCatalog: Catalog = ${JSON.stringify(catalog, undefined, 2)};`,
      "",
    ].join("\n");
  } finally {
    await client.end();
  }
}

/**
 * Zapatos' types for the schema public. It only writes below a folder of its choice, so it writes to a temporary one.
 * Its tables come in the order of the catalog's relation names, which is the same on every database.
 */
async function zapatosSource(url: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "em-zapatos-"));
  try {
    await zapatos.generate({
      db: { connectionString: url },
      schemas: { public: { include: "*", exclude: [] } },
      outDir: directory,
      outExt: ".d.ts",
      schemaJSDoc: false,
      warningListener: false,
      customTypesTransform: "PgMy_type",
    });
    return await readFile(join(directory, "zapatos", "schema.d.ts"), "utf8");
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
