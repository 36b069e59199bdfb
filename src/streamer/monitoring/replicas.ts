/** The servers and systems that follow a database's write-ahead log, and how far behind they are. */
import type pg from "pg";
import { duration } from "../../duration.ts";

/** A replica for readers, or a subscription to some tables, as the server that it follows sees it. */
export interface Replica {
  /** Its cluster_name, the name of its subscription, or of its slot while it is away. */
  readonly name: string;
  /** Whether it copies the whole server, or the tables of publications. */
  readonly copies: "everything" | "tables";
  /** In Postgres' words: startup, catchup, streaming, backup or stopping; "away" where it is not connected; null where we may not know. */
  readonly state: string | null;
  /** How much of the log it has not applied yet, in bytes; null where we may not know. */
  readonly bytesBehind: number | null;
  /** How long the newest commit took to be seen there, in seconds; null while nothing is written, and where we may not know. */
  readonly secondsBehind: number | null;
}

/**
 * Reads who follows the server's log; changes nothing.
 * @param client a connection; a role outside of pg_monitor learns only the names
 * @returns by name; whoever is away is among them where a slot keeps the log for it
 */
export async function replicas(client: pg.Client): Promise<Replica[]> {
  const { rows } = await client.query<Replica>(
    `select
       coalesce(following.application_name, slot.slot_name) as name,
       case when slot.slot_type = 'logical' then 'tables' else 'everything' end as copies,
       case when following.pid is null then 'away' else following.state end as state,
       pg_wal_lsn_diff(
         case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end,
         coalesce(following.replay_lsn, slot.confirmed_flush_lsn, slot.restart_lsn)
       )::float8 as "bytesBehind",
       extract(epoch from following.replay_lag)::float8 as "secondsBehind"
     from pg_stat_replication following
     full join pg_replication_slots slot on slot.active_pid = following.pid
     order by name, following.pid`,
  );
  return rows;
}

/** A replica as a sentence without its point: "reader copies everything: streaming, 16 kB and 0.2 s behind". */
export function describeReplica({ name, copies, state, bytesBehind, secondsBehind }: Replica): string {
  const seconds = secondsBehind === null ? "" : ` and ${describeSeconds(secondsBehind)}`;
  const behind = bytesBehind === null ? "" : bytesBehind > 0 ? `, ${describeBytes(bytesBehind)}${seconds} behind` : "";
  const known =
    state === "away"
      ? `away${behind}; the server keeps its log for it`
      : state === null
        ? "only pg_monitor may know how far"
        : `${state}${behind || ", nothing behind"}`;
  return `${name} copies ${copies}: ${known}`;
}

function describeSeconds(seconds: number): string {
  return seconds < 10 ? `${seconds.toFixed(1)} s` : duration(seconds);
}

function describeBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"] as const;
  const power = Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1000)));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}
