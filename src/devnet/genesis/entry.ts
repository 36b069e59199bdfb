import type { Payload } from "../traffic/network.ts";

/** A ManageEntityMigration transaction (kind 1012) of the range, before it is signed. */
export interface MigrationEntry {
  readonly kind: "migration";
  readonly userId: number;
  readonly entityType: string;
  readonly entityId: number;
  readonly action: string;
  /** Address of the user whose row it is, in lower case; the migration key's where the user has none. */
  readonly signer: string;
  /** Made when its block is built: the metadata of a whole range would fill the memory. */
  readonly metadata: () => object | "";
  /** Why the chain loses the row; absent for nearly all. */
  readonly lostBecause?: string;
}

/** Another transaction of the range: plays, and rewards. */
export interface OtherEntry {
  readonly kind: "other";
  /** The raw tables' name of its type. */
  readonly type: string;
  readonly plays: number;
  readonly payload: () => Payload;
}

export type Entry = MigrationEntry | OtherEntry;

/**
 * Leaves out what Go's encoder leaves out of a member marked omitempty: null, the empty text, false, 0 and the empty list.
 * @param members of a JSON object
 */
export function omitEmpty(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => !isEmpty(value)));
}

/** Leaves out what is null alone: a pointer in the writer's Go. */
export function omitNull(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === "" || value === false || value === 0 || (Array.isArray(value) && value.length === 0)
  );
}
