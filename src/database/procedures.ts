/**
 * The functions and types of the schema em, and public.em_apply. They are not migrations: the files under sql/ are
 * what the database should have, and applying them replaces all that was there.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { errorMessage } from "../errors.ts";
import { exitCode, Failure } from "../exit.ts";

/** The project's folder of procedures. */
export const procedureDirectory = fileURLToPath(new URL("../../sql/", import.meta.url));

/** Folders in the order in which they are applied: a function's signature may name a type, a procedure a function. */
const folders = ["types", "functions", "generated"] as const;

/** A file of SQL with its path below the folder sql, with forward slashes. */
export interface ProcedureFile {
  readonly path: string;
  readonly sql: string;
}

/** The state of the procedures in a database against those in the tree. */
export interface ProcedureState {
  /** The hash of the files that were applied last; undefined when none ever were. */
  readonly appliedHash: string | undefined;
  /** Whether the functions are still those that were applied: false when somebody changed one by hand. */
  readonly untouched: boolean;
}

/**
 * The procedure files in the order in which they are applied: by folder, then by name, sub-folders included.
 * @throws Error when a folder cannot be read
 */
export async function readProcedures(directory: string = procedureDirectory): Promise<ProcedureFile[]> {
  const files: ProcedureFile[] = [];
  for (const folder of folders) {
    for (const path of await sqlFilesBelow(directory, folder)) {
      files.push({ path, sql: (await readFile(join(directory, path), "utf8")).replaceAll("\r\n", "\n") });
    }
  }
  return files;
}

async function sqlFilesBelow(directory: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(directory, folder), { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return [];
    }
    throw error;
  });
  const paths: string[] = [];
  // Compared by code point and not by locale, so that every machine applies the same order.
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      paths.push(...(await sqlFilesBelow(directory, path)));
    } else if (entry.name.endsWith(".sql")) {
      paths.push(path);
    }
  }
  return paths;
}

/** The hash that stands for a set of procedure files: SHA-256 over paths and contents, as hex. */
export function contentHash(files: readonly ProcedureFile[]): string {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(`${file.path}\0${file.sql}\0`);
  }
  return hash.digest("hex");
}

/** The hash of the procedures in the tree, to compare with a database's `procedureState`. */
export async function treeHash(directory: string = procedureDirectory): Promise<string> {
  return contentHash(await readProcedures(directory));
}

/** What procedures a database has, also when it was never migrated. */
export async function procedureState(client: pg.Client): Promise<ProcedureState> {
  const table = await client.query<{ exists: boolean }>("select to_regclass('em.procedures') is not null as exists");
  if (table.rows[0]?.exists !== true) {
    return { appliedHash: undefined, untouched: true };
  }
  const result = await client.query<{ content_hash: string; functions_hash: string }>(
    "select content_hash, functions_hash from em.procedures",
  );
  const row = result.rows[0];
  if (row === undefined) {
    return { appliedHash: undefined, untouched: true };
  }
  return { appliedHash: row.content_hash, untouched: row.functions_hash === (await functionsHash(client)) };
}

/**
 * Replaces all procedures of a database by the given files. Must run inside a transaction, so that nobody sees a half of it.
 * @param client a connection with an open transaction, to a database whose migrations were applied
 * @throws Failure when a file is refused (with its path and line) or something else depends on a procedure
 */
export async function applyProcedures(client: pg.Client, files: readonly ProcedureFile[]): Promise<void> {
  await dropProcedures(client);
  // A function may call one of a later file, so bodies are checked when all are there.
  await client.query("set local check_function_bodies = off");
  for (const file of files) {
    await applyFile(client, file);
  }
  await client.query("set local check_function_bodies = on");
  await checkBodies(client);
  await client.query(
    `insert into em.procedures (content_hash, functions_hash, applied_at) values ($1, $2, clock_timestamp())
     on conflict (singleton) do update
     set content_hash = excluded.content_hash, functions_hash = excluded.functions_hash, applied_at = excluded.applied_at`,
    [contentHash(files), await functionsHash(client)],
  );
}

/**
 * Applies a file of SQL.
 * @throws Failure with its path and line when it is refused
 */
export async function applyFile(client: pg.Client, file: ProcedureFile): Promise<void> {
  try {
    await client.query(file.sql);
  } catch (error) {
    throw new Failure(`sql/${file.path}${lineOf(error, file.sql)}: ${errorMessage(error)}`, exitCode.failed, {
      cause: error,
    });
  }
}

function lineOf(error: unknown, sql: string): string {
  if (!(error instanceof pg.DatabaseError) || error.position === undefined) {
    return "";
  }
  const before = [...sql].slice(0, Number(error.position) - 1);
  return `:${before.filter((character) => character === "\n").length + 1}`;
}

// Objects of an extension that an operator put into the schema are the extension's, not ours.
const ourFunctions = `
  select procedure.oid, procedure.oid::regprocedure::text as name, language.lanname as language
  from pg_proc procedure
  join pg_language language on language.oid = procedure.prolang
  where (
      procedure.pronamespace::regnamespace::text = any ('{em,em_2025,em_2026,em_genesis}')
      or (procedure.pronamespace = 'public'::regnamespace and procedure.proname = 'em_apply')
    )
    and not exists (
      select from pg_depend
      where classid = 'pg_proc'::regclass and objid = procedure.oid and deptype = 'e'
    )`;

// Without the row types of tables and the array types, which go with their table or element type.
const ourTypes = `
  select type.oid::regtype::text as name
  from pg_type type
  left join pg_class relation on relation.oid = type.typrelid
  where type.typnamespace = to_regnamespace('em')
    and (type.typtype in ('e', 'd', 'r') or (type.typtype = 'c' and relation.relkind = 'c'))
    and not exists (
      select from pg_depend
      where classid = 'pg_type'::regclass and objid = type.oid and deptype = 'e'
    )`;

/** The names of the functions that are ours by where they stand, with their schema: em.signed_by, public.em_apply. */
export async function functionNames(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select distinct procedure.pronamespace::regnamespace::text || '.' || procedure.proname as name
    from (${ourFunctions}) as ours
    join pg_proc procedure on procedure.oid = ours.oid
    order by name`);
  return rows.map(({ name }) => name);
}

async function dropProcedures(client: pg.Client): Promise<void> {
  // The names come quoted from the catalog. All in one statement, because they depend on each other; without CASCADE,
  // because what else depends on them is not ours to drop.
  const functions = await client.query<{ name: string }>(ourFunctions);
  const types = await client.query<{ name: string }>(ourTypes);
  try {
    if (functions.rows.length > 0) {
      await client.query(`drop routine ${namesOf(functions.rows)}`);
    }
    if (types.rows.length > 0) {
      await client.query(`drop type ${namesOf(types.rows)}`);
    }
  } catch (error) {
    const detail = error instanceof pg.DatabaseError && error.detail !== undefined ? ` ${error.detail}.` : "";
    throw new Failure(
      `the procedures of the schema em cannot be replaced: ${errorMessage(error)}.${detail} ` +
        "Drop what depends on them, migrate, and create it again.",
      exitCode.configuration,
      { cause: error },
    );
  }
}

function namesOf(rows: readonly { readonly name: string }[]): string {
  return rows.map((row) => row.name).join(", ");
}

async function checkBodies(client: pg.Client): Promise<void> {
  const functions = await client.query<{ oid: number; name: string; language: string }>(ourFunctions);
  for (const { oid, name, language } of functions.rows) {
    const validator = validators.get(language);
    if (validator === undefined) {
      continue;
    }
    try {
      await client.query(validator, [oid]);
    } catch (error) {
      throw new Failure(`the body of ${name} is refused: ${errorMessage(error)}`, exitCode.failed, {
        cause: error,
      });
    }
  }
}

const validators: ReadonlyMap<string, string> = new Map([
  ["plpgsql", "select plpgsql_validator($1)"],
  ["sql", "select fmgr_sql_validator($1)"],
]);

/** A hash of the functions as the database holds them, which changes when somebody edits one by hand. */
async function functionsHash(client: pg.Client): Promise<string> {
  const result = await client.query<{ hash: string }>(`
    select encode(sha256(convert_to(coalesce(string_agg(definition, e'\\n' order by definition collate "C"), ''), 'UTF8')), 'hex')
      as hash
    from (
      select concat_ws(
        e'\\t', ours.name, pg_get_function_result(ours.oid), ours.language,
        procedure.provolatile, procedure.proisstrict, procedure.proconfig, procedure.prosrc,
        pg_get_function_sqlbody(ours.oid)
      ) as definition
      from (${ourFunctions}) as ours
      join pg_proc procedure on procedure.oid = ours.oid
    ) as definitions`);
  return result.rows[0]?.hash ?? "";
}
