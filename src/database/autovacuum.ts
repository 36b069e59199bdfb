import type pg from "pg";
import { listed } from "../list.ts";

/** As many tables are named; the rest is counted. */
const namedTables = 5;

/**
 * Where Postgres is told not to vacuum and analyze by itself: tables then bloat, and plans are made for what they held long ago.
 * @returns a sentence each; empty where all is as it should be
 */
export async function autovacuumWarnings(client: pg.Client): Promise<string[]> {
  const { rows: server } = await client.query<{ setting: string }>(
    "select name as setting from pg_settings where name in ('autovacuum', 'track_counts') and setting = 'off' order by name",
  );
  const { rows: tables } = await client.query<{ name: string }>(
    `select oid::regclass::text as name
     from pg_class
     where relnamespace in ('public'::regnamespace, to_regnamespace('em'))
       and relkind = 'r'
       and reloptions && '{autovacuum_enabled=false,autovacuum_enabled=off}'
     order by name`,
  );
  const warnings = server.map(
    ({ setting }) => `${setting} is off on this server: nobody vacuums the tables; switch it on in postgresql.conf`,
  );
  if (tables.length > 0) {
    const names = tables.map(({ name }) => name);
    const named = listed(names, names.length, namedTables);
    warnings.push(`autovacuum is off for ${named}: alter table … reset (autovacuum_enabled)`);
  }
  return warnings;
}
