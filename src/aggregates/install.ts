/**
 * What production's triggers do, for databases in which nobody else does it: the tables, functions and triggers of sql/triggers/.
 * Their names are production's, so that the API's own files take them over; what these have replaced is left alone.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { applyFile, contentHash, type ProcedureFile } from "../database/procedures.ts";
import { aggregatesState, switchTriggers } from "./state.ts";

const directory = fileURLToPath(new URL("../../sql/triggers/", import.meta.url));

/** What `applyTriggers` did, or would do. */
export interface TriggerReport {
  readonly changed: boolean;
  /** How many functions the triggers call. */
  readonly functions: number;
}

/**
 * Whether the triggers of this tree are those that a database has.
 * @returns undefined where somebody else keeps the aggregates
 */
export async function triggerReport(client: pg.Client): Promise<TriggerReport | undefined> {
  const state = await aggregatesState(client);
  const { functions, hash } = await readFiles();
  return state === undefined ? undefined : { changed: state.filesHash !== hash, functions: functions.length };
}

/**
 * Makes tables, functions and triggers in a database that was empty before us. The triggers are off until the aggregates have been
 * rebuilt. Where they are there already, replaces those functions that are still ours, and makes triggers that production does not have
 * where they are missing.
 * @param client a connection with an open transaction
 */
export async function applyTriggers(client: pg.Client): Promise<void> {
  const state = await aggregatesState(client);
  const { tables, triggers, ownTriggers, functions, hash } = await readFiles();
  if (state === undefined || state.filesHash === hash) {
    return;
  }
  const isFirst = state.filesHash === null;
  if (isFirst) {
    await applyFile(client, tables);
  }
  for (const file of functions) {
    await applyFunction(client, file);
  }
  if (isFirst) {
    await applyFile(client, triggers);
  }
  await applyFile(client, ownTriggers);
  await switchTriggers(client, state.areCurrent);
  await client.query("update em.aggregates set files_hash = $1", [hash]);
}

/**
 * Makes all of it in a database whose aggregates are not ours to keep, because nobody asked whether it was empty before us: an earlier
 * version of ours migrated it. The triggers are off until the aggregates have been rebuilt.
 * @param client a connection with an open transaction, to a migrated database
 * @returns what of it the database has from somebody else, whereupon nothing was made: tables, functions with () and triggers
 */
export async function createTriggers(client: pg.Client): Promise<string[]> {
  const { tables, triggers, functions } = await readFiles();
  const { rows } = await client.query<{ name: string }>(
    `select name from unnest($1::text[]) as name where to_regclass(name) is not null
     union all
     select name || '()' from unnest($2::text[]) as name where to_regprocedure(name || '()') is not null
     union all
     select distinct tgname::text from pg_trigger where tgname = any ($3) and not tgisinternal`,
    [
      namesIn(tables, /^create table (\w+)/gm),
      functions.map(({ path }) => functionName(path)),
      namesIn(triggers, /^create (?:constraint )?trigger (\w+)/gm),
    ],
  );
  if (rows.length === 0) {
    await client.query("insert into em.aggregates (are_current) values (false)");
    await applyTriggers(client);
  }
  return rows.map(({ name }) => name);
}

function namesIn({ sql }: ProcedureFile, pattern: RegExp): string[] {
  return [...sql.matchAll(pattern)].map(([, name]) => name ?? "");
}

async function applyFunction(client: pg.Client, { path, sql }: ProcedureFile): Promise<void> {
  const name = functionName(path);
  const { rows } = await client.query<{ present: string | null; ours: string | null }>(
    `select
       (select prosrc from pg_proc where oid = to_regprocedure($1 || '()')) as present,
       (select source from em.trigger_functions where name = $1) as ours`,
    [name],
  );
  const [found] = rows;
  if (found !== undefined && found.present !== null && found.present !== found.ours) {
    return;
  }
  // A trigger depends on its function, so that it cannot be dropped and made again.
  await applyFile(client, { path, sql: sql.replace(/^create function/m, "create or replace function") });
  await client.query(
    `insert into em.trigger_functions (name, source)
     select $1, prosrc from pg_proc where oid = to_regprocedure($1 || '()')
     on conflict (name) do update set source = excluded.source`,
    [name],
  );
}

function functionName(path: string): string {
  return path
    .replace(/^.*\//, "")
    .replace(/\.sql$/, "")
    .replaceAll("-", "_");
}

interface TriggerFiles {
  readonly tables: ProcedureFile;
  readonly triggers: ProcedureFile;
  readonly ownTriggers: ProcedureFile;
  readonly functions: readonly ProcedureFile[];
  readonly hash: string;
}

async function readFiles(): Promise<TriggerFiles> {
  const read = async (path: string): Promise<ProcedureFile> => ({
    path: `triggers/${path}`,
    sql: (await readFile(join(directory, path), "utf8")).replaceAll("\r\n", "\n"),
  });
  const names = (await readdir(join(directory, "functions"))).filter((name) => name.endsWith(".sql")).sort();
  const tables = await read("tables.sql");
  const triggers = await read("triggers.sql");
  const ownTriggers = await read("own-triggers.sql");
  const functions = await Promise.all(names.map((name) => read(`functions/${name}`)));
  return {
    tables,
    triggers,
    ownTriggers,
    functions,
    hash: contentHash([tables, triggers, ownTriggers, ...functions]),
  };
}
