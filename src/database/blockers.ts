import type pg from "pg";

/** Whose lock a session waits for. */
export interface Blocker {
  readonly pid: number;
  readonly application: string;
  readonly address: string | null;
  /** Since when its transaction is open. */
  readonly since: Date | null;
  /** The beginning of what it does, or did last. */
  readonly statement: string;
}

/** As much of a statement is shown. */
const shownCharacters = 80;

/**
 * Reads whose locks a session waits for.
 * @param client another connection than the one that waits
 * @param pid the session that waits
 * @returns the oldest transaction first; empty where it waits for nobody
 */
export async function blockersOf(client: pg.Client, pid: number): Promise<Blocker[]> {
  const { rows } = await client.query<Blocker>(
    `select
       activity.pid,
       activity.application_name as application,
       host(activity.client_addr) as address,
       activity.xact_start as since,
       left(regexp_replace(activity.query, '\\s+', ' ', 'g'), $2) as statement
     from pg_stat_activity activity
     where activity.pid = any (pg_blocking_pids($1))
     order by activity.xact_start nulls last`,
    [pid, shownCharacters],
  );
  return rows;
}

/** A blocker in words, such as: session 4711 (a report, from 10.0.0.4, in a transaction since 2026-04-04T09:03:00.000Z): select … */
export function describeBlocker({ pid, application, address, since, statement }: Blocker): string {
  const from = address === null ? "" : `, from ${address}`;
  const when = since === null ? "" : `, in a transaction since ${since.toISOString()}`;
  return `session ${pid} (${application || "unnamed"}${from}${when}): ${statement}`;
}
