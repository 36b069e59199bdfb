import type { Side } from "./side.ts";

/** A table as a database has it. */
export interface SideTable {
  /** The types of its columns as format_type gives them, in the table's order. */
  readonly columns: ReadonlyMap<string, string>;
  /** Its size in pages of 8 kB. */
  readonly pages: number;
}

/** The tables of a database's schema public, by name. */
export type SideTables = ReadonlyMap<string, SideTable>;

/** Reads which of these tables there are, and their columns. */
export async function readTables(side: Side, names: readonly string[]): Promise<SideTables> {
  const rows = await side.rows(
    `select
       relation.relname,
       attribute.attname,
       format_type(attribute.atttypid, null),
       pg_relation_size(relation.oid) / current_setting('block_size')::bigint
     from pg_class relation
     join pg_attribute attribute on attribute.attrelid = relation.oid
     where relation.relnamespace = 'public'::regnamespace
       and relation.relkind in ('r', 'p')
       and relation.relname = any ($1)
       and attribute.attnum > 0
       and not attribute.attisdropped
     order by relation.relname, attribute.attnum`,
    [names],
  );
  const tables = new Map<string, { columns: Map<string, string>; pages: number }>();
  for (const [table, column, type, pages] of rows) {
    const found = tables.get(table ?? "") ?? { columns: new Map<string, string>(), pages: Number(pages) };
    found.columns.set(column ?? "", type ?? "");
    tables.set(table ?? "", found);
  }
  return tables;
}
