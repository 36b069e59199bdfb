import type pg from "pg";

/**
 * Reads all tables that indexing writes, for comparing two runs: each row as text, in order. Columns that a sequence fills are
 * left out, because a block that was taken back uses numbers up; so are columns that refer to one (a report's rollup, which its tx_hash
 * names as well), and when the streamer noticed something by its own clock.
 *
 * @param leftOut names of further columns to leave out, in all tables
 */
export async function tableContents(
  client: pg.Client,
  leftOut: readonly string[] = [],
): Promise<Map<string, readonly string[]>> {
  const tables = await client.query<{ name: string; columns: string }>(
    `
    select format('%I.%I', schema.nspname, relation.relname) as name,
      string_agg(format('%I', attribute.attname), ', ' order by attribute.attnum) as columns
    from pg_class relation
    join pg_namespace schema on schema.oid = relation.relnamespace
    join pg_attribute attribute on attribute.attrelid = relation.oid and attribute.attnum > 0 and not attribute.attisdropped
    left join pg_attrdef preset on preset.adrelid = relation.oid and preset.adnum = attribute.attnum
    where relation.relkind = 'r' and schema.nspname in ('public', 'em')
      and relation.relname not in ('procedures', 'migrations', 'pgmigrations', 'writer')
      and attribute.attidentity = ''
      and attribute.attname not in ('noticed_at', 'sla_rollup_id')
      and attribute.attname <> all ($1)
      and coalesce(pg_get_expr(preset.adbin, preset.adrelid), '') not like 'nextval(%'
    group by 1
    order by 1`,
    [leftOut],
  );
  const contents = new Map<string, readonly string[]>();
  for (const { name, columns } of tables.rows) {
    const rows = await client.query<{ line: string }>(
      `select line from (select row(${columns})::text as line from ${name}) as lines order by line collate "C"`,
    );
    contents.set(
      name,
      rows.rows.map(({ line }) => line),
    );
  }
  return contents;
}

/**
 * What depends on the order of the transactions within a block that are no ManageEntity, which a node does not fix
 * (docs/operating.md, "Order in a block"): their positions, and how many came before an SLA rollup in its own block.
 */
export const orderedColumns = ["tx_index", "tps"] as const;

/** Says where two runs' tables differ: table, and the first rows that only one of them has. Empty when they are equal. */
export function tableDifferences(
  expected: ReadonlyMap<string, readonly string[]>,
  found: ReadonlyMap<string, readonly string[]>,
): string[] {
  const differences: string[] = [];
  for (const table of new Set([...expected.keys(), ...found.keys()])) {
    const missing = without(expected.get(table) ?? [], found.get(table) ?? []);
    const added = without(found.get(table) ?? [], expected.get(table) ?? []);
    if (missing.length > 0 || added.length > 0) {
      differences.push(
        `${table}: lacks ${missing.slice(0, 2).join(" ") || "nothing"}, has ${added.slice(0, 2).join(" ") || "nothing"} too much`,
      );
    }
  }
  return differences;
}

/** The rows that are in the first list more often than in the second. */
function without(rows: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const row of others) {
    left.set(row, (left.get(row) ?? 0) + 1);
  }
  return rows.filter((row) => {
    const count = left.get(row) ?? 0;
    left.set(row, count - 1);
    return count <= 0;
  });
}
