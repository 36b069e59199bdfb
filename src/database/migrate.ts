import type pg from "pg";
import { exitCode, Failure } from "../exit.ts";
import { connect } from "./connect.ts";
import { errorCode } from "./errors.ts";
import { describeHolder, lockHolder, lockSpace, locks } from "./locks.ts";
import { applyMigrations, migrationDirectory, pendingMigrations } from "./migrations.ts";
import { applyProcedures, contentHash, procedureDirectory, procedureState, readProcedures } from "./procedures.ts";

export interface MigrateOptions {
  /** Only say what would be done. */
  readonly dryRun?: boolean;
  /** How long to wait for another `migrate`, and for a table that somebody holds, in milliseconds. 60,000 if left out. */
  readonly lockTimeout?: number;
  /** Other folders than the project's, for tests. */
  readonly migrations?: string;
  readonly procedures?: string;
}

/** What `migrate` did, or with `dryRun` would do. */
export interface MigrationReport {
  readonly dryRun: boolean;
  /** The migrations that were applied. */
  readonly migrations: readonly string[];
  readonly procedures: {
    readonly changed: boolean;
    /** Why they were replaced. */
    readonly reason: "none were applied" | "the files differ" | "a function was changed by hand" | "up to date";
    readonly files: number;
    readonly contentHash: string;
  };
}

/**
 * Brings the schema and the procedures of a database to the state of this tree. A second call changes nothing; several at
 * once wait for each other. On a database that has the tables already, nothing is built or rewritten.
 * @param url postgres://user:password@host:port/database
 * @throws Failure when the database cannot be reached, another `migrate` does not end in time, or a file is refused
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<MigrationReport> {
  const client = await connect(url, { applicationName: "em-apply migrate" });
  try {
    await client.query("select set_config('lock_timeout', $1, false)", [String(options.lockTimeout ?? 60_000)]);
    await takeLock(client);
    return await migrateLocked(client, options);
  } finally {
    // Ending the session gives the lock back.
    await client.end();
  }
}

async function migrateLocked(client: pg.Client, options: MigrateOptions): Promise<MigrationReport> {
  const { dryRun = false, migrations: directory = migrationDirectory } = options;
  const files = await readProcedures(options.procedures ?? procedureDirectory);
  const migrations = dryRun ? await pendingMigrations(client, directory) : await applyMigrations(client, directory);
  const hash = contentHash(files);
  const reason = await reasonToApply(client, hash);
  const changed = reason !== "up to date";
  if (changed && !dryRun) await inTransaction(client, () => applyProcedures(client, files));
  return { dryRun, migrations, procedures: { changed, reason, files: files.length, contentHash: hash } };
}

async function reasonToApply(client: pg.Client, hash: string): Promise<MigrationReport["procedures"]["reason"]> {
  const state = await procedureState(client);
  if (state.appliedHash === undefined) return "none were applied";
  if (state.appliedHash !== hash) return "the files differ";
  return state.untouched ? "up to date" : "a function was changed by hand";
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query("begin");
  try {
    await work();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

async function takeLock(client: pg.Client): Promise<void> {
  try {
    await client.query("select pg_advisory_lock($1, $2)", [lockSpace, locks.migrate]);
  } catch (error) {
    if (errorCode(error) !== "55P03") throw error;
    const holder = await lockHolder(client, locks.migrate);
    const who = holder === undefined ? "another process" : describeHolder(holder);
    throw new Failure(`${who} migrates this database and did not end in time; try again later.`, exitCode.tryAgain, {
      cause: error,
    });
  }
}
