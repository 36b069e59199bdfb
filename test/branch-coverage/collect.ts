/** Counts, while tests run, how often each statement of our PL/pgSQL functions is executed. */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import type { StatementCount } from "./branches.ts";

/** Where the counts go: a folder, named by the environment variable that `npm run coverage` sets. */
const folder = process.env.EM_COVERAGE_FOLDER;

/** Turns plpgsql_check's profiler on for a connection, where coverage is asked for. */
export async function startCounting(client: pg.ClientBase): Promise<void> {
  if (folder === undefined) {
    return;
  }
  await client.query("create extension if not exists plpgsql_check");
  // Loaded by a session the profiler keeps its counts in that session, whatever is rolled back.
  await client.query("load 'plpgsql_check'");
  await client.query("set plpgsql_check.profiler = on");
}

/** Writes what the connection has executed, where coverage is asked for. */
export async function writeCounts(client: pg.ClientBase): Promise<void> {
  if (folder === undefined) {
    return;
  }
  const { rows: statements } = await client.query<StatementCount>(`
    select pg_proc.pronamespace::regnamespace || '.' || proname as function, stmtid as id, parent_stmtid as parent,
           parent_note as note, lineno as line, stmtname as kind, coalesce(exec_stmts, 0)::float8 as count
    from pg_proc
    join pg_language on pg_language.oid = pg_proc.prolang and lanname = 'plpgsql'
    cross join lateral plpgsql_profiler_function_statements_tb(pg_proc.oid)
    where pg_proc.pronamespace::regnamespace::text in ('em', 'em_2025', 'em_2026', 'em_genesis')
       or pg_proc.oid = to_regprocedure('public.em_apply(jsonb)')
    order by 1, 2`);
  const { rows: servers } = await client.query<{ server: string }>(
    "select 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1) as server",
  );
  await writeFile(join(folder, `${randomUUID()}.json`), JSON.stringify({ server: servers[0]?.server, statements }));
}
