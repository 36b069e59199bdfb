import type pg from "pg";

/** A column, spelt as Postgres' own functions spell it. */
export interface ColumnCatalog {
  readonly name: string;
  /** As format_type gives it. */
  readonly type: string;
  readonly notNull: boolean;
  /** As pg_get_expr gives it; null for none. */
  readonly default: string | null;
}

/** Definitions of one kind by their names, as pg_get_constraintdef, pg_get_indexdef or pg_get_triggerdef give them. */
export type Definitions = Readonly<Record<string, string>>;

export interface TableCatalog {
  /** In the table's order. */
  readonly columns: readonly ColumnCatalog[];
  readonly constraints: Definitions;
  readonly indexes: Definitions;
  readonly triggers: Definitions;
}

/** What the schemas public and em hold. Views without their definitions, which Postgres' versions format differently. */
export interface Catalog {
  /** By name; those of the schema em with "em." before it. */
  readonly tables: Readonly<Record<string, TableCatalog>>;
  /** Labels in their order. */
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly materializedViews: readonly string[];
}

interface Named {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

const isOurs = "in ('public'::regnamespace, to_regnamespace('em'))";
const tableName = "case relation.relnamespace when 'public'::regnamespace then '' else 'em.' end || relation.relname";

// All orders are by code point, so that every database gives the same.
const columnsQuery = `
  select
    ${tableName} as table,
    attribute.attname as name,
    format_type(attribute.atttypid, attribute.atttypmod) as type,
    attribute.attnotnull as "notNull",
    pg_get_expr(defaults.adbin, defaults.adrelid) as default
  from pg_class relation
  join pg_attribute attribute on attribute.attrelid = relation.oid
  left join pg_attrdef defaults on defaults.adrelid = relation.oid and defaults.adnum = attribute.attnum
  where relation.relnamespace ${isOurs}
    and relation.relkind in ('r', 'p')
    and attribute.attnum > 0
    and not attribute.attisdropped
  order by (${tableName}) collate "C", attribute.attnum`;

// Postgres 18 keeps NOT NULL as constraints too; they are in the columns already.
const constraintsQuery = `
  select ${tableName} as table, item.conname as name, pg_get_constraintdef(item.oid) as definition
  from pg_constraint item
  join pg_class relation on relation.oid = item.conrelid
  where relation.relnamespace ${isOurs} and item.contype <> 'n'
  order by item.conname collate "C"`;

const indexesQuery = `
  select ${tableName} as table, index.relname as name, pg_get_indexdef(index.oid) as definition
  from pg_index item
  join pg_class relation on relation.oid = item.indrelid
  join pg_class index on index.oid = item.indexrelid
  where relation.relnamespace ${isOurs} and relation.relkind in ('r', 'p') and item.indisvalid
  order by index.relname collate "C"`;

const triggersQuery = `
  select ${tableName} as table, item.tgname as name, pg_get_triggerdef(item.oid) as definition
  from pg_trigger item
  join pg_class relation on relation.oid = item.tgrelid
  where relation.relnamespace ${isOurs} and not item.tgisinternal
  order by item.tgname collate "C"`;

const enumsQuery = `
  select type.typname as name, array_agg(label.enumlabel::text order by label.enumsortorder) as labels
  from pg_type type
  join pg_enum label on label.enumtypid = type.oid
  where type.typnamespace = 'public'::regnamespace
  group by type.typname
  order by type.typname collate "C"`;

const viewsQuery = `
  select relname as name
  from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'm'
  order by relname collate "C"`;

/** Reads the catalog of the schemas public and em. An index whose build was broken off counts as missing. */
export async function readCatalog(client: pg.Client): Promise<Catalog> {
  const columns = (await client.query<ColumnCatalog & { readonly table: string }>(columnsQuery)).rows;
  const constraints = (await client.query<Named>(constraintsQuery)).rows;
  const indexes = (await client.query<Named>(indexesQuery)).rows;
  const triggers = (await client.query<Named>(triggersQuery)).rows;
  const enums = (await client.query<{ name: string; labels: string[] }>(enumsQuery)).rows;
  const views = (await client.query<{ name: string }>(viewsQuery)).rows;
  const tables: Record<string, TableCatalog> = {};
  for (const table of new Set(columns.map((column) => column.table))) {
    tables[table] = {
      columns: columns.filter((column) => column.table === table).map(({ table: _, ...column }) => column),
      constraints: definitionsOf(table, constraints),
      indexes: definitionsOf(table, indexes),
      triggers: definitionsOf(table, triggers),
    };
  }
  return {
    tables,
    enums: Object.fromEntries(enums.map(({ name, labels }) => [name, labels])),
    materializedViews: views.map(({ name }) => name),
  };
}

function definitionsOf(table: string, all: readonly Named[]): Definitions {
  return Object.fromEntries(all.filter((item) => item.table === table).map((item) => [item.name, item.definition]));
}

/** Whether a database has a column, by what was read of it. */
export function hasColumn(catalog: Catalog, table: string, name: string): boolean {
  return catalog.tables[table]?.columns.some((column) => column.name === name) === true;
}
