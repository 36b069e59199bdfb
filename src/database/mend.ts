import type pg from "pg";
import { allowWaiting, type Patience, withTableLock, withTablesLocked } from "./patience.ts";
import type { IndexToReplace, Mend, RowsToChange, RowsToGo } from "./row-fault.ts";

/**
 * Takes rows out of their tables and keeps them in em.mended_rows, and changes what is to be changed, a table at a time. Triggers of the
 * tables see the rows go.
 * @param client a connection outside a transaction, to a database that has em.mended_rows
 * @returns what was done, a sentence each
 * @throws Failure with 75 when a row stays locked
 */
export async function mendRows(client: pg.Client, mends: readonly Mend[], patience: Patience): Promise<string[]> {
  const done: string[] = [];
  for (const mend of mends) {
    if (!isRowsToGo(mend)) {
      continue;
    }
    const { table, reason, change } = mend;
    const goes = async () => {
      done.push(`${await takeOut(client, mend)} rows of ${table} were taken out (${reason})`);
    };
    if (change === undefined) {
      await withTableLock(client, table, patience, goes);
    } else {
      await withTablesLocked(client, [table], patience, async () => {
        await goes();
        done.push(`${await changeRows(client, table, change)} rows of ${table} were ${change.done}`);
      });
    }
  }
  return done;
}

/** Needs an open transaction: nobody sees the trigger at rest. */
async function changeRows(
  client: pg.Client,
  table: string,
  { statement, restingTrigger }: RowsToChange,
): Promise<number> {
  const { rows } = await client.query(
    "select from pg_trigger where tgrelid = $1::regclass and tgname = $2 and tgenabled = 'O'",
    [table, restingTrigger],
  );
  const isOn = rows.length > 0;
  if (isOn) {
    await client.query(`alter table ${table} disable trigger ${restingTrigger}`);
  }
  const { rowCount } = await client.query(statement);
  if (isOn) {
    await client.query(`alter table ${table} enable trigger ${restingTrigger}`);
  }
  return rowCount ?? 0;
}

/** A statement is a transaction: a row is in one of the two tables at any moment. */
async function takeOut(client: pg.Client, { table, reason, rows }: RowsToGo): Promise<number> {
  const { rowCount } = await client.query(
    `with gone as (
       delete from ${table} where ctid = any (array(${rows})) returning to_jsonb(${table}) as row_was
     )
     insert into em.mended_rows (table_name, reason, row_was, mended_at)
     select $1, $2, row_was, clock_timestamp() from gone`,
    [table, reason],
  );
  return rowCount ?? 0;
}

/**
 * Builds indexes again while others read and write their tables; each takes the place of the old one in an instant.
 * @param client a connection outside a transaction, to a database that has all columns
 * @returns what was done, a sentence each
 * @throws Failure with 75 when the table stays locked; the error of the database when the build fails
 */
export async function replaceIndexes(client: pg.Client, mends: readonly Mend[], patience: Patience): Promise<string[]> {
  const done: string[] = [];
  for (const mend of mends) {
    if (!isRowsToGo(mend)) {
      await replace(client, mend, patience);
      done.push(`the index ${mend.index} of ${mend.table} was built again`);
    }
  }
  return done;
}

async function replace(
  client: pg.Client,
  { table, index, definition }: IndexToReplace,
  patience: Patience,
): Promise<void> {
  const built = `${index}_by_em_apply`;
  await allowWaiting(client, patience.behindNobody);
  // What a build that was broken off has left.
  await client.query(`drop index concurrently if exists ${built}`);
  await client.query(`create unique index concurrently ${built} ${definition}`);
  await withTableLock(client, table, patience, () =>
    // Without a parameter, two statements are one transaction.
    client.query(`drop index ${index}; alter index ${built} rename to ${index}`),
  );
}

function isRowsToGo(mend: Mend): mend is RowsToGo {
  return "rows" in mend;
}
