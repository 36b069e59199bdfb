/** What the catalogs say of each object, so that a test sees what was built, rewritten or altered. */
import type pg from "pg";

export interface Relation {
  readonly name: string;
  readonly file: string;
  readonly changed_by: string;
}

/** Every table, index, sequence and view with its file, which a rewrite changes, and the transaction that last changed its entry. */
export async function relations(client: pg.Client): Promise<ReadonlyMap<string, Relation>> {
  const { rows } = await client.query<Relation>(
    `select oid::regclass::text as name, relfilenode::text as file, xmin::text as changed_by
     from pg_class where relnamespace = 'public'::regnamespace`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}

/** The same for functions, triggers, constraints and types. */
export async function otherObjects(client: pg.Client): Promise<ReadonlyMap<string, unknown>> {
  const { rows } = await client.query<{ name: string }>(
    `select 'function ' || oid::regprocedure as name, xmin::text as changed_by
       from pg_proc where pronamespace = 'public'::regnamespace
     union all
     select 'trigger ' || oid, xmin::text from pg_trigger where not tgisinternal
     union all
     select 'constraint ' || oid, xmin::text from pg_constraint where connamespace = 'public'::regnamespace
     union all
     select 'type ' || oid::regtype, xmin::text from pg_type where typnamespace = 'public'::regnamespace`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}
