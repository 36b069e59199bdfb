import type { SideName } from "./side.ts";
import type { FieldDifference } from "./values.ts";

/** Numbers of both sides. */
export type PerSide = Readonly<Record<SideName, number>>;

/** A row that differs, or that one side alone has. */
export interface Difference {
  readonly table: string;
  /** Each column of the key with its value. */
  readonly key: Readonly<Record<string, string | null>>;
  /** `differing`, or on which side the row is missing. */
  readonly kind: "differing" | "missing in ours" | "missing in theirs";
  /** Where the rows differ; for a row that one side alone has, its columns that are not NULL. */
  readonly fields: readonly FieldDifference[];
  /** Further columns of rows that differ, which help to read them. */
  readonly context: readonly FieldDifference[];
  /** The transaction and the number of the block that wrote each side; null where the row is missing or does not say. */
  readonly writer: Readonly<Record<SideName, Writer | null>>;
}

/** Who wrote a row last, as the row says it. */
export interface Writer {
  readonly hash: string | null;
  readonly block: number | null;
}

/** How the comparison of a table ended. */
export interface TableResult {
  readonly table: string;
  /** Pairs, and rows that one side alone has. */
  readonly compared: number;
  readonly equal: number;
  readonly differing: number;
  /** In how many of these rows each column differs. */
  readonly columns: Readonly<Record<string, number>>;
  readonly missing: PerSide;
  /** Rows of which every difference is a known one. */
  readonly known: number;
  /** Rows written after the window and before it; they are not compared. */
  readonly ahead: PerSide;
  readonly before: PerSide;
  /** Ranges of keys that were read, of how many. */
  readonly ranges: { readonly read: number; readonly all: number };
  /** Columns of one side alone that no entry explains. */
  readonly columnsOnlyInOurs: readonly string[];
  readonly columnsOnlyInTheirs: readonly string[];
  /** Why the table could not be compared at all; null where it was. */
  readonly absent: string | null;
}
