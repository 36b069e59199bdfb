import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { errorCode, errorMessage } from "../errors.ts";
import { exitCode, Failure } from "../exit.ts";
import { describeHolder, tableHolders } from "./locks.ts";

/** How long to wait for others, in milliseconds. */
export interface Patience {
  /** For the lock of a table: whoever wants the table meanwhile queues up behind us, be it to read. Tried three times. */
  readonly forTable: number;
  /** Where nobody queues up behind us: for another `migrate`, and for old transactions before an index is built. */
  readonly behindNobody: number;
}

export const usualPatience: Patience = { forTable: 5_000, behindNobody: 600_000 };

const attempts = 3;

/** Between two attempts, those who queued up behind us get their turn. */
const pauseMilliseconds = 1_000;

/** Bounds the session's waits for locks, in milliseconds, until it is called again. */
export async function allowWaiting(client: pg.Client, milliseconds: number): Promise<void> {
  await client.query("select set_config('lock_timeout', $1, false)", [String(milliseconds)]);
}

/**
 * Does what needs a lock on a table, with short waits.
 * @param client a connection outside a transaction
 * @param work must leave nothing behind when it fails
 * @throws Failure with 75, which names the table and who holds it, when the lock was not to be had; whatever else `work` throws
 */
export async function withTableLock(
  client: pg.Client,
  table: string,
  patience: Patience,
  work: () => Promise<unknown>,
): Promise<void> {
  await allowWaiting(client, patience.forTable);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (errorCode(error) !== "55P03") {
        throw error;
      }
      if (attempt === attempts) {
        throw await lockedFailure(client, table, error);
      }
      await sleep(pauseMilliseconds);
    }
  }
}

/**
 * Does what must see tables that nobody else writes, in one transaction. Readers do not wait.
 * @param client a connection outside a transaction
 * @param tables names; they are locked in this order, each by a wait of its own
 * @throws Failure with 75, which names the table and who holds it, when a lock was not to be had; whatever else `work` throws. Nothing is
 *   kept then
 */
export async function withTablesLocked(
  client: pg.Client,
  tables: readonly string[],
  patience: Pick<Patience, "forTable">,
  work: () => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await client.query("begin");
    try {
      await client.query("select set_config('lock_timeout', $1, true)", [String(patience.forTable)]);
      const held = await lockTables(client, tables);
      if (held === undefined) {
        await work();
        await client.query("commit");
        return;
      }
      await client.query("rollback");
      if (attempt === attempts) {
        throw await lockedFailure(client, held.table, held.error);
      }
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      throw error;
    }
    await sleep(pauseMilliseconds);
  }
}

/** Locks tables against writers, until one is not to be had. */
async function lockTables(
  client: pg.Client,
  tables: readonly string[],
): Promise<{ readonly table: string; readonly error: unknown } | undefined> {
  for (const table of tables) {
    try {
      await client.query(`lock table ${client.escapeIdentifier(table)} in share row exclusive mode`);
    } catch (error) {
      if (errorCode(error) !== "55P03") {
        throw error;
      }
      return { table, error };
    }
  }
  return undefined;
}

async function lockedFailure(client: pg.Client, table: string, error: unknown): Promise<Failure> {
  const holders = await tableHolders(client, table);
  const who = holders.length === 0 ? "" : ` by ${holders.map(describeHolder).join(" and ")}`;
  return new Failure(
    `the table ${table} is locked${who} (${errorMessage(error)}). Nothing was done to it; end that transaction, or try again later.`,
    exitCode.tryAgain,
    { cause: error },
  );
}
