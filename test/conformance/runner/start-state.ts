import type { Client } from "pg";
import pg from "pg";
import { type JsonText, MalformedRecording, type RowsByTable } from "./case-format.ts";
import { columnList, type TableShape } from "./table-shapes.ts";
import { isOptional } from "./written-tables.ts";

/** The name, as SQL, of the copy of a table as it was before the blocks. */
export function startTable(table: string): string {
  return `pg_temp.${pg.escapeIdentifier(`start_${table}`)}`;
}

/**
 * Makes empty copies of the compared tables, which keep the starting rows while blocks change the tables themselves. They are
 * temporary: they belong to the connection and end with it.
 *
 * @param client a connection to the tested database
 */
export async function createStartTables(client: Client, tables: readonly TableShape[]): Promise<void> {
  for (const { name } of tables) {
    await client.query(`create temporary table ${startTable(name)} (like public.${pg.escapeIdentifier(name)})`);
  }
}

/**
 * Puts rows into the tables, in place of those with the same primary key, and sets the sequences past the largest ids.
 * Triggers and foreign keys rest meanwhile: recorded rows stand on their own.
 *
 * @param origin the file (and line) that the rows come from, for messages
 * @throws MalformedRecording when a table does not exist, other than one that a database may be without, or cannot hold a row
 */
export async function loadRows(
  client: Client,
  shapes: ReadonlyMap<string, TableShape>,
  rows: RowsByTable,
  origin: string,
): Promise<void> {
  await client.query("set session_replication_role = replica");
  for (const [table, text] of rows) {
    const shape = shapes.get(table);
    if (shape === undefined && isOptional(table)) continue;
    if (shape === undefined) throw new MalformedRecording(`${origin}: pre: there is no table ${table}`);
    try {
      await loadTable(client, shape, text);
    } catch (error) {
      if (error instanceof pg.DatabaseError) {
        throw new MalformedRecording(`${origin}: pre: ${table}: the rows do not fit: ${error.message}`, {
          cause: error,
        });
      }
      throw error;
    }
  }
  await client.query("set session_replication_role = origin");
}

/**
 * Loads rows as loadRows does, into tables without the unique indexes on current rows that these rows break: the reference had
 * none of these when it was recorded.
 *
 * @param client a connection with an open transaction, whose end brings the indexes back
 */
export async function loadRowsOfTheirTime(
  client: Client,
  shapes: ReadonlyMap<string, TableShape>,
  rows: RowsByTable,
  origin: string,
): Promise<void> {
  await client.query("savepoint before_rows");
  try {
    await loadRows(client, shapes, rows, origin);
  } catch (error) {
    const index = brokenIndexOfCurrentRows(error);
    if (index === undefined) throw error;
    await client.query("rollback to savepoint before_rows");
    await client.query(`drop index public.${pg.escapeIdentifier(index)}`);
    await loadRowsOfTheirTime(client, shapes, rows, origin);
  }
}

function brokenIndexOfCurrentRows(error: unknown): string | undefined {
  const cause = error instanceof MalformedRecording ? error.cause : undefined;
  if (!(cause instanceof pg.DatabaseError) || cause.code !== "23505") return undefined;
  return cause.constraint?.endsWith("_current_uniq_idx") ? cause.constraint : undefined;
}

/** Notes the tables' present rows as the starting rows; call it after loadRows, before the first block. */
export async function noteStart(client: Client, tables: readonly TableShape[]): Promise<void> {
  for (const { name } of tables) {
    await client.query(`delete from ${startTable(name)}`);
    await client.query(`insert into ${startTable(name)} select * from public.${pg.escapeIdentifier(name)}`);
  }
}

async function loadTable(client: Client, shape: TableShape, text: JsonText): Promise<void> {
  const table = `public.${pg.escapeIdentifier(shape.name)}`;
  const given = `jsonb_populate_recordset(null::${table}, $1::jsonb)`;
  if (shape.key.length > 0) {
    const key = columnList(shape.key);
    await client.query(`delete from ${table} where (${key}) in (select ${key} from ${given})`, [text]);
  }
  const columns = givenColumns(shape, text);
  if (columns.length > 0) {
    const list = columnList(columns);
    await client.query(`insert into ${table} (${list}) select ${list} from ${given}`, [text]);
  }
  for (const { column, sequence } of shape.sequences) {
    await client.query(
      `select setval($1::regclass, coalesce(max(${pg.escapeIdentifier(column)}), 0) + 1, false) from ${table}`,
      [sequence],
    );
  }
}

/**
 * The columns that the rows give, so that a column they leave out takes its default. A column that the table does not have is
 * left out too: some recordings come from a newer catalog (users.artist_coin_badge).
 */
function givenColumns(shape: TableShape, text: JsonText): string[] {
  const rows: unknown = JSON.parse(text);
  const given = new Set(
    Array.isArray(rows) ? rows.flatMap((row: unknown) => (row instanceof Object ? Object.keys(row) : [])) : [],
  );
  return shape.columns.filter((column) => given.has(column));
}
