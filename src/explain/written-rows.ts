import pg from "pg";
import { errorCode } from "../errors.ts";
import { expectedCatalog } from "../generated/schema.ts";

/** A row that names a transaction as its last writer. */
export interface WrittenRow {
  readonly table: string;
  /** Its columns with their values as JSON texts, in the table's order; those that are NULL are left out. */
  readonly values: Readonly<Record<string, string>>;
}

/** The rows that a transaction wrote last, as far as they were looked for. */
export interface WrittenRows {
  readonly rows: readonly WrittenRow[];
  /** Tables in which it would have taken too long. */
  readonly notLookedFor: readonly string[];
}

/** Not every database has an index by which the rows of a block are found; a table that is read whole is given up after this. */
const millisecondsPerTable = 5_000;

/** So many rows of a table are read. */
const mostRows = 20;

/** The tables whose rows name the transaction and the block that wrote them last; those of the schema em are our own notes. */
const stampedTables = Object.entries(expectedCatalog.tables)
  .filter(([, { columns }]) =>
    ["txhash", "blocknumber"].every((name) => columns.some((column) => column.name === name)),
  )
  .map(([name]) => name)
  .filter((name) => name !== "skipped_transactions" && !name.startsWith("em."));

/**
 * Looks for the rows that name a transaction as their last writer. A row that a later transaction wrote names that one, and what a row
 * was before is not kept: rows change in place.
 * @param emBlock the number in `blocks` of the transaction's block
 * @param hashes the spellings of its hash
 */
export async function findWrittenRows(
  client: pg.Client,
  emBlock: number,
  hashes: readonly string[],
): Promise<WrittenRows> {
  const rows: WrittenRow[] = [];
  const notLookedFor: string[] = [];
  await client.query(`set statement_timeout = ${millisecondsPerTable}`);
  for (const table of stampedTables) {
    try {
      rows.push(...(await rowsOf(client, table, emBlock, hashes)));
    } catch (error) {
      // Cancelled by the timeout; anything else is not foreseen.
      if (errorCode(error) !== "57014") {
        throw error;
      }
      notLookedFor.push(table);
    }
  }
  await client.query("reset statement_timeout");
  return { rows, notLookedFor };
}

async function rowsOf(
  client: pg.Client,
  table: string,
  emBlock: number,
  hashes: readonly string[],
): Promise<WrittenRow[]> {
  const { rows } = await client.query<{ values: Record<string, string> }>(
    `select (select json_object_agg(key, value::text) from json_each(json_strip_nulls(to_json(line)))) as values
     from ${pg.escapeIdentifier(table)} as line
     where line.blocknumber = $1 and line.txhash = any ($2)
     limit ${mostRows}`,
    [emBlock, hashes],
  );
  return rows.map(({ values }) => ({ table, values }));
}
