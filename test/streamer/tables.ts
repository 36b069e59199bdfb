import type pg from "pg";

/**
 * Reads all tables that indexing writes, for comparing two runs: each row as text, in order. Columns that a sequence fills are
 * left out, because a block that was taken back uses numbers up, and so is when the streamer noticed something by its own clock.
 */
export async function tableContents(client: pg.Client): Promise<Map<string, readonly string[]>> {
  const tables = await client.query<{ name: string; columns: string }>(`
    select format('%I.%I', schema.nspname, relation.relname) as name,
      string_agg(format('%I', attribute.attname), ', ' order by attribute.attnum) as columns
    from pg_class relation
    join pg_namespace schema on schema.oid = relation.relnamespace
    join pg_attribute attribute on attribute.attrelid = relation.oid and attribute.attnum > 0 and not attribute.attisdropped
    left join pg_attrdef preset on preset.adrelid = relation.oid and preset.adnum = attribute.attnum
    where relation.relkind = 'r' and schema.nspname in ('public', 'em')
      and relation.relname not in ('procedures', 'migrations', 'pgmigrations')
      and attribute.attidentity = ''
      and attribute.attname <> 'noticed_at'
      and coalesce(pg_get_expr(preset.adbin, preset.adrelid), '') not like 'nextval(%'
    group by 1
    order by 1`);
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
