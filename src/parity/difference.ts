import type { Shape } from "./shape.ts";
import type { SideName, Values } from "./side.ts";
import type { Difference, Writer } from "./table-result.ts";
import { type FieldDifference, fieldDifferences, sameValue } from "./values.ts";

/** The side across from one. */
export function otherSide(side: SideName): SideName {
  return side === "ours" ? "theirs" : "ours";
}

/**
 * The difference of two rows.
 * @param columns the places of the columns in which they differ
 */
export function differenceIn(
  shape: Shape,
  columns: readonly number[],
  values: Readonly<Record<SideName, Values>>,
): Difference {
  return {
    table: shape.table.name,
    key: keyOf(shape, values.ours),
    kind: "differing",
    fields: columns.flatMap((at) => differencesAt(shape, at, values)),
    context: shape.columns.flatMap(({ name, shown }, at) =>
      shown && !columns.includes(at)
        ? [{ field: name, ours: values.ours[at] ?? null, theirs: values.theirs[at] ?? null }]
        : [],
    ),
    writer: { ours: writerOf(shape, values.ours), theirs: writerOf(shape, values.theirs) },
  };
}

/** The difference that a row is which one side alone has. */
export function missingRow(shape: Shape, side: SideName, values: Values): Difference {
  return {
    table: shape.table.name,
    key: keyOf(shape, values),
    kind: `missing in ${otherSide(side)}`,
    fields: shape.columns.flatMap(({ name }, at) => {
      const value = values[at] ?? null;
      return value === null ? [] : [{ field: name, ours: null, theirs: null, [side]: value }];
    }),
    context: [],
    writer: { ours: null, theirs: null, [side]: writerOf(shape, values) },
  };
}

/** The columns, by their places, in which two rows differ. */
export function differingColumns({ columns }: Shape, ours: Values, theirs: Values): number[] {
  return [...columns.keys()].filter((at) => {
    const column = columns[at];
    return column?.compared === true && !sameValue(column.kind, ours[at] ?? null, theirs[at] ?? null);
  });
}

function differencesAt(
  { columns }: Shape,
  at: number,
  { ours, theirs }: Readonly<Record<SideName, Values>>,
): FieldDifference[] {
  const { name, kind } = columns[at] ?? { name: "", kind: "plain" };
  return fieldDifferences(name, kind, ours[at] ?? null, theirs[at] ?? null);
}

function keyOf(shape: Shape, values: Values): Difference["key"] {
  return Object.fromEntries(
    shape.table.key.flatMap((name) => {
      const at = indexOf(shape, name);
      return at === undefined ? [] : [[name, values[at] ?? null]];
    }),
  );
}

function writerOf(shape: Shape, values: Values): Writer {
  const valueIn = (name: string | undefined) => {
    const at = name === undefined ? undefined : indexOf(shape, name);
    return at === undefined ? null : (values[at] ?? null);
  };
  const block = valueIn(shape.table.blockNumbers?.[0]);
  return { hash: valueIn("txhash") ?? valueIn("tx_hash"), block: block === null ? null : Number(block) };
}

function indexOf({ columns }: Shape, name: string): number | undefined {
  const at = columns.findIndex((column) => column.name === name);
  return at === -1 ? undefined : at;
}
