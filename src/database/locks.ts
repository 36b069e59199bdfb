import type pg from "pg";

/** The first key of all our advisory locks: the letters "em". */
export const lockSpace = 0x65_6d;

/** The second key, by what the lock protects. Each is one of a kind in a database. */
export const locks = {
  /** Held by `migrate` while it looks at and changes schema and procedures. */
  migrate: 1,
  /** Held by the one process that applies blocks. */
  indexer: 2,
} as const;

/**
 * Takes one of `locks` for as long as the session lives, where nobody has it.
 * @returns whether it was free
 */
export async function tryLock(client: pg.Client, lock: number): Promise<boolean> {
  const result = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1, $2) as taken", [
    lockSpace,
    lock,
  ]);
  return result.rows[0]?.taken === true;
}

/** Who holds a lock, according to pg_stat_activity. */
export interface LockHolder {
  readonly pid: number;
  readonly application: string;
  readonly address: string | null;
  /** When the session began. */
  readonly since: Date;
  /** When its last statement ended; null while it has one under way, and where we may not see it. */
  readonly silentSince: Date | null;
}

/** What of pg_stat_activity a LockHolder is made of. */
const holderColumns = `
       activity.pid,
       activity.application_name as application,
       host(activity.client_addr) as address,
       activity.backend_start as since,
       case when activity.state like 'idle%' then activity.state_change end as "silentSince"`;

/** Who holds one of `locks` in this database, or undefined when nobody does. */
export async function lockHolder(client: pg.Client, lock: number): Promise<LockHolder | undefined> {
  const result = await client.query<LockHolder>(
    `select ${holderColumns}
     from pg_locks held
     join pg_stat_activity activity on activity.pid = held.pid
     where held.locktype = 'advisory'
       and held.granted
       and held.database = (select oid from pg_database where datname = current_database())
       and held.classid = $1
       and held.objid = $2
       and held.objsubid = 2`,
    [lockSpace, lock],
  );
  return result.rows[0];
}

/** Who holds a lock on a table that keeps others from altering it: at most three, the oldest transaction first. */
export async function tableHolders(client: pg.Client, table: string): Promise<LockHolder[]> {
  const result = await client.query<LockHolder>(
    `select ${holderColumns}
     from pg_locks held
     join pg_stat_activity activity on activity.pid = held.pid
     where held.locktype = 'relation'
       and held.granted
       and held.database = (select oid from pg_database where datname = current_database())
       and held.relation = to_regclass($1)
       and held.pid <> pg_backend_pid()
     order by activity.xact_start
     limit 3`,
    [table],
  );
  return result.rows;
}

/** A lock's holder in words, such as: session 4711 of the database (em-apply migrate, from 10.0.0.4, since 2026-04-04T09:03:00.000Z). */
export function describeHolder(holder: LockHolder): string {
  const from = holder.address === null ? "" : `, from ${holder.address}`;
  return `session ${holder.pid} of the database (${holder.application || "unnamed"}${from}, since ${holder.since.toISOString()})`;
}

/** How long a holder has said nothing, as a clause for a sentence about it; empty while it speaks. */
export function describeSilence({ silentSince }: LockHolder): string {
  return silentSince === null ? "" : `, and has been silent since ${silentSince.toISOString()}`;
}
