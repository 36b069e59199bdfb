/** What may be wrong with the rows of a database, and what can be done about it. */

/** What is wrong with the rows of a table. */
export interface RowFault {
  /** What it concerns, as in Drift: index users_current_uniq_idx of users, table tracks. */
  readonly object: string;
  readonly problem: string;
  /** Whether indexing must not go on with it; else it is to be known. */
  readonly halts: boolean;
  /** What to do about it; undefined where only the operator can do something. */
  readonly mend?: Mend | undefined;
}

/** What can be done about it: rows that go, for others stand for them, or an index that is built again. */
export type Mend = RowsToGo | IndexToReplace;

/** Rows to take out of a table. */
export interface RowsToGo {
  readonly table: string;
  /** Why they go, for people. */
  readonly reason: string;
  /** A query that gives their ctid. */
  readonly rows: string;
  /** What else is to be changed in the table, in the same transaction. */
  readonly change?: RowsToChange;
}

/** Rows to change where they are. */
export interface RowsToChange {
  /** What is done to them, for people: "changed to 'playlist'". */
  readonly done: string;
  readonly statement: string;
  /** A trigger that would take the change for something that a user did; it rests meanwhile, where it is there. */
  readonly restingTrigger: string;
}

/** An index to build under another name, which then takes the place of the one that is there. */
export interface IndexToReplace {
  readonly table: string;
  readonly index: string;
  /** As CREATE UNIQUE INDEX CONCURRENTLY name continues. */
  readonly definition: string;
}

/** As many rows are named; the others are counted. */
export const named = 20;

/** A key or a row in words: "user_id 7 txhash a". */
export function describe(columns: readonly string[], values: Record<string, unknown>): string {
  return columns.map((name) => `${name} ${String(values[name])}`).join(" ");
}
