import pg from "pg";
import type { SideTable } from "./catalog.ts";
import type { SideName } from "./side.ts";
import type { ComparedTable } from "./tables.ts";

/** How values of a column compare, beyond being the same text. */
export type ValueKind = "plain" | "json";

/** A column that both sides have. */
export interface SharedColumn {
  readonly name: string;
  readonly kind: ValueKind;
  /** Whether it decides. */
  readonly compared: boolean;
  /** Whether it is shown with a row that differs elsewhere. */
  readonly shown: boolean;
}

/** A table as it is compared: what both sides have of it, and how each side's values are read. */
export interface Shape {
  readonly table: ComparedTable;
  readonly columns: readonly SharedColumn[];
  /** Columns of one side alone; they cannot be compared. */
  readonly onlyIn: Readonly<Record<SideName, readonly string[]>>;
  /** The SQL text of a row's key. */
  readonly keySql: Readonly<Record<SideName, string>>;
  /** The SQL of each value of `columns`, such that what counts as equal has the same text. */
  readonly valueSql: Readonly<Record<SideName, readonly string[]>>;
}

/** How values are made alike before they are compared. */
export interface Alike {
  /** Cut times to seconds, since one side was written in whole seconds. */
  readonly wholeSeconds: boolean;
  /** What is added to their numbers of `blocks`. */
  readonly shift: number;
}

/** Makes the shape of a table that both sides have. */
export function shapeOf(table: ComparedTable, ours: SideTable, theirs: SideTable, alike: Alike): Shape {
  const surrogates = new Set(table.surrogates);
  const shared = [...ours.columns.keys()].filter((name) => theirs.columns.has(name) && !surrogates.has(name));
  const shownOnly = new Set(table.shownOnly);
  const sideOf = { ours, theirs } as const;
  const valueAt = (side: SideName, name: string) =>
    valueSql(table, name, sideOf[side].columns.get(name) ?? "", {
      ...alike,
      shift: side === "theirs" ? alike.shift : 0,
    });
  const keyOf = (side: SideName) => {
    const folded = new Set(table.foldedKey);
    const parts = table.key
      .filter((name) => shared.includes(name))
      .map((name) => (folded.has(name) ? `lower(${valueAt(side, name)})` : valueAt(side, name)));
    return `row(${parts.join(", ")})::text`;
  };
  return {
    table,
    columns: shared.map((name) => ({
      name,
      kind: /^jsonb?$/.test(ours.columns.get(name) ?? "") ? "json" : "plain",
      compared: !shownOnly.has(name),
      shown: shownOnly.has(name) || (table.alwaysShown?.includes(name) ?? false),
    })),
    onlyIn: {
      ours: [...ours.columns.keys()].filter((name) => !theirs.columns.has(name) && !surrogates.has(name)),
      theirs: [...theirs.columns.keys()].filter((name) => !ours.columns.has(name) && !surrogates.has(name)),
    },
    keySql: { ours: keyOf("ours"), theirs: keyOf("theirs") },
    valueSql: {
      ours: shared.map((name) => valueAt("ours", name)),
      theirs: shared.map((name) => valueAt("theirs", name)),
    },
  };
}

function valueSql(table: ComparedTable, name: string, type: string, { wholeSeconds, shift }: Alike): string {
  const column = pg.escapeIdentifier(name);
  const cut = (time: string) => (wholeSeconds ? `date_trunc('second', ${time})` : time);
  if (type === "timestamp with time zone") {
    return cut(`(${column} at time zone 'UTC')`);
  }
  if (type === "timestamp without time zone") {
    return cut(column);
  }
  if (type === "json") {
    return `${column}::jsonb`;
  }
  if (table.sets?.includes(name)) {
    const members = `select array_agg(distinct member order by member) from unnest(${column}) as member`;
    return `case when ${column} is not null then coalesce((${members}), '{}') end`;
  }
  if (name === "txhash") {
    return plainHash(column);
  }
  return shift !== 0 && table.blockNumbers?.includes(name) ? `(${column} + ${shift})` : column;
}

/** D2: Python stored `0x` and the hex of the hash's text; a hash's text is of hex digits itself. */
function plainHash(column: string): string {
  const isPythons = `${column} like '0x%' and ${column} ~ '^0x(3[0-9]|4[1-6]|6[1-6]|78)+$'`;
  return `case when ${isPythons} then encode(decode(substr(${column}, 3), 'hex'), 'escape') else ${column} end`;
}
