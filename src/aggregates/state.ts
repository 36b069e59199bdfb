/** Whether the aggregates of a database are ours to keep, and whether they are those of its newest block. */
import type pg from "pg";

/** What em.aggregates says. */
export interface AggregatesState {
  /** Whether the triggers are on, and the counts those of the newest block; else a rebuild is due. */
  readonly areCurrent: boolean;
  /** The hash of the files that were applied; null before the first time. */
  readonly filesHash: string | null;
}

/**
 * Reads whether the aggregates are ours to keep.
 * @returns undefined where they are not: a copy of production's database, whose triggers and jobs keep them
 */
export async function aggregatesState(client: pg.Client): Promise<AggregatesState | undefined> {
  const { rows: tables } = await client.query<{ found: boolean }>(
    "select to_regclass('em.aggregates') is not null as found",
  );
  if (tables[0]?.found !== true) {
    return undefined;
  }
  const { rows } = await client.query<AggregatesState>(
    'select are_current as "areCurrent", files_hash as "filesHash" from em.aggregates',
  );
  return rows[0];
}

interface OwnTrigger {
  readonly table: string;
  readonly trigger: string;
  readonly isToBeOn: boolean;
}

/**
 * The triggers that call a function of sql/triggers/, be it that the API has replaced what it does, and that a switch would touch. Those
 * that keep what is undone are on while the others are off.
 */
async function triggersToSwitch(client: pg.Client, on: boolean): Promise<OwnTrigger[]> {
  const { rows } = await client.query<OwnTrigger>(
    `select "table", "trigger", "isToBeOn"
     from (
       select
         relation.relname as "table",
         item.tgname as "trigger",
         item.tgenabled <> 'D' as is_on,
         (procedure.proname not like 'handle\\_undone\\_%') = $1 as "isToBeOn"
       from pg_trigger item
       join pg_class relation on relation.oid = item.tgrelid
       join pg_proc procedure on procedure.oid = item.tgfoid
       where relation.relnamespace = 'public'::regnamespace
         and procedure.pronamespace = 'public'::regnamespace
         and procedure.proname in (select name from em.trigger_functions)
     ) as own
     where is_on <> "isToBeOn"
     order by "table", "trigger"`,
    [on],
  );
  return rows;
}

/** The tables whose triggers a switch would touch, in the order in which it locks them. */
export async function tablesToSwitch(client: pg.Client, on: boolean): Promise<string[]> {
  return [...new Set((await triggersToSwitch(client, on)).map(({ table }) => table))];
}

/** Those of some tables that the connection's role does not own, and whose triggers it may therefore not switch. */
export async function foreignTables(client: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name
     from pg_class
     where relnamespace = 'public'::regnamespace
       and relname = any ($1)
       and not pg_has_role(relowner, 'usage')
     order by relname`,
    [tables],
  );
  return rows.map(({ name }) => name);
}

/**
 * Switches our triggers on or off, and notes it. Off, the aggregates are behind from the next block on.
 * @param client a connection with an open transaction; before they are switched on, the aggregates were rebuilt in it
 */
export async function switchTriggers(client: pg.Client, on: boolean): Promise<void> {
  for (const { table, trigger, isToBeOn } of await triggersToSwitch(client, on)) {
    await client.query(
      `alter table ${client.escapeIdentifier(table)} ${isToBeOn ? "enable" : "disable"} trigger ${client.escapeIdentifier(trigger)}`,
    );
  }
  await client.query("update em.aggregates set are_current = $1", [on]);
}
