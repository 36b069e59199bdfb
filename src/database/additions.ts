/**
 * What today's network needs of tables that are there already. Which of it is missing is read from the catalog, and not from the
 * day on which a clone was taken: the API's own migrations may have brought any of it, and may do so at any time.
 */
import type pg from "pg";
import { errorCode, errorMessage } from "../errors.ts";
import { exitCode, Failure } from "../exit.ts";
import type { Catalog, ColumnCatalog } from "./catalog.ts";
import { isDispensable } from "./either.ts";
import { allowWaiting, type Patience, withTableLock } from "./patience.ts";

/** The columns that a table lacks. */
export interface MissingColumns {
  readonly table: string;
  readonly columns: readonly ColumnCatalog[];
}

/** An index that a table lacks. */
export interface MissingIndex {
  readonly table: string;
  readonly name: string;
  /** As pg_get_indexdef gives it. */
  readonly definition: string;
}

export interface Additions {
  readonly columns: readonly MissingColumns[];
  readonly indexes: readonly MissingIndex[];
}

/**
 * What the tables of a database lack. A table that is missing as a whole is left out: a migration makes it.
 * @param expected what the migrations make of a new database
 */
export function missingAdditions(expected: Catalog, actual: Catalog): Additions {
  const columns: MissingColumns[] = [];
  const indexes: MissingIndex[] = [];
  for (const [table, wanted] of Object.entries(expected.tables)) {
    const found = actual.tables[table];
    if (found === undefined) {
      continue;
    }
    const missing = wanted.columns.filter(
      ({ name }) => !found.columns.some((column) => column.name === name) && !isDispensable(`column ${table}.${name}`),
    );
    if (missing.length > 0) {
      columns.push({ table, columns: missing });
    }
    for (const [name, definition] of Object.entries(wanted.indexes)) {
      // The index of a key comes with its constraint, which no clone lacks.
      if (name in found.indexes || name in wanted.constraints || isDispensable(`index ${name} of ${table}`)) {
        continue;
      }
      indexes.push({ table, name, definition });
    }
  }
  return { columns, indexes };
}

/** The additions by name, as drift names its objects: column users.coin_flair_mint, index users_current_uniq_idx of users. */
export function additionNames({ columns, indexes }: Additions): string[] {
  return [
    ...columns.flatMap((missing) => missing.columns.map(({ name }) => `column ${missing.table}.${name}`)),
    ...indexes.map(({ table, name }) => `index ${name} of ${table}`),
  ];
}

/**
 * Adds columns to tables that others read and write. A table is locked for an instant, one after another, and not rewritten: a column
 * is empty, or has a constant default, which Postgres keeps in the catalog.
 * @param client a connection outside a transaction
 * @throws Failure with 75 when a table stays locked
 */
export async function addColumns(
  client: pg.Client,
  missing: readonly MissingColumns[],
  patience: Patience,
): Promise<void> {
  for (const { table, columns } of missing) {
    const clauses = columns.map(({ name, type, notNull, default: preset }) =>
      [
        "add column if not exists",
        client.escapeIdentifier(name),
        type,
        notNull ? "not null" : "",
        preset && `default ${preset}`,
      ]
        .filter(Boolean)
        .join(" "),
    );
    await withTableLock(client, table, patience, () => client.query(`alter table ${table} ${clauses.join(", ")}`));
  }
}

/**
 * Builds indexes while others read and write their tables, in place of what a build that was broken off has left.
 * @param client a connection outside a transaction
 * @param log called with each index before it is built, since that may take long
 * @throws Failure with 75 when a transaction of somebody's does not end in time; with 1 when rows came that a unique index forbids
 */
export async function buildIndexes(
  client: pg.Client,
  missing: readonly MissingIndex[],
  patience: Patience,
  log: (line: string) => void,
): Promise<void> {
  await allowWaiting(client, patience.behindNobody);
  for (const index of missing) {
    log(`building the index ${index.name} of ${index.table}; its readers and writers go on meanwhile`);
    try {
      if (await isLeftOver(client, index.name)) {
        await client.query(`drop index concurrently ${index.name}`);
      }
      await client.query(index.definition.replace(/^CREATE( UNIQUE)? INDEX/, "$& CONCURRENTLY IF NOT EXISTS"));
    } catch (error) {
      throw buildFailure(error, index);
    }
  }
}

/** Whether an index of this name is there that no query uses, since its build was broken off. */
async function isLeftOver(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query("select from pg_index where indexrelid = to_regclass($1) and not indisvalid", [
    name,
  ]);
  return rows.length > 0;
}

function buildFailure(error: unknown, { table, name }: MissingIndex): unknown {
  const left = "What was built of it is of no use, and the next npm run migrate takes it away.";
  switch (errorCode(error)) {
    case "55P03":
      return new Failure(
        `the index ${name} of ${table} could not be built: a transaction that was open before does not end ` +
          `(${errorMessage(error)}). ${left} End that transaction, or try again later.`,
        exitCode.tryAgain,
        { cause: error },
      );
    case "23505":
      return new Failure(
        `the index ${name} of ${table} could not be built: while it was, rows came that it forbids (${errorMessage(error)}). ${left}`,
        exitCode.failed,
        { cause: error },
      );
    default:
      return error;
  }
}
