import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { runner } from "node-pg-migrate";
import type pg from "pg";
import { errorCode, errorMessage } from "../errors.ts";
import { exitCode, Failure } from "../exit.ts";
import { foreseenFailure } from "./foreseen-failure.ts";

/** The project's folder of migrations: NNNN_name.sql, applied in the order of their numbers, each in a transaction of its own. */
export const migrationDirectory = fileURLToPath(new URL("../../migrations/", import.meta.url));

const table = "migrations";

/** The migrations that a database lacks, in the order in which they would be applied; it may be a database never migrated. */
export async function pendingMigrations(client: pg.Client, directory: string = migrationDirectory): Promise<string[]> {
  const names = (await readdir(directory))
    .filter((file) => file.endsWith(".sql"))
    .map((file) => file.slice(0, -".sql".length))
    .sort();
  const applied = new Set(await appliedMigrations(client));
  return names.filter((name) => !applied.has(name));
}

async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const found = await client.query<{ exists: boolean }>("select to_regclass('em.migrations') is not null as exists");
  if (found.rows[0]?.exists !== true) {
    return [];
  }
  return (await client.query<{ name: string }>("select name from em.migrations")).rows.map((row) => row.name);
}

/**
 * Applies the migrations that a database lacks. They make what is not there; a table that is there they leave as it is.
 * @param client a connection outside a transaction, which holds the migrate lock
 * @returns the names of those that were applied
 * @throws Failure when one is refused; those before it stay applied, and nothing of it is kept
 */
export async function applyMigrations(client: pg.Client, directory: string = migrationDirectory): Promise<string[]> {
  const pending = await pendingMigrations(client, directory);
  if (pending.length === 0) {
    return [];
  }
  let current = "";
  try {
    await runner({
      dbClient: client,
      dir: directory,
      direction: "up",
      migrationsTable: table,
      migrationsSchema: "em",
      createMigrationsSchema: true,
      schema: "public",
      // One transaction a file: what came before a file that is refused stays.
      singleTransaction: false,
      // The caller holds our own lock, which covers the procedures too and waits.
      noLock: true,
      log: (message) => {
        current = /MIGRATION (\S+) \(UP\)/.exec(message)?.[1] ?? current;
      },
    });
  } catch (error) {
    await client.query("rollback");
    throw migrationFailure(error, current);
  }
  return pending;
}

function migrationFailure(error: unknown, name: string): Failure {
  const where = name === "" ? "the migrations" : `migrations/${name}.sql`;
  if (errorCode(error) === "55P03") {
    return new Failure(
      `${where}: a table is locked by another client (${errorMessage(error)}). Nothing of this migration is kept; ` +
        "end the writers, or try again later.",
      exitCode.tryAgain,
      { cause: error },
    );
  }
  return (
    foreseenFailure(error, where) ??
    new Failure(`${where}: ${errorMessage(error)}. Nothing of this migration is kept.`, exitCode.failed, {
      cause: error,
    })
  );
}
