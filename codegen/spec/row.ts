import { type ColumnSource, callOf, type Expression, expression, type SubQuery } from "./expression.ts";
import { allOf, columnEquals, columnOf, conditionOf, type Key, type KeyColumn, keyColumns } from "./key.ts";
import { eq, isFalse, isNotNull, isTrue } from "./operators.ts";
import { callSite, type Position } from "./position.ts";
import { type Columns, columnsOf, type Table, type TableName } from "./table.ts";

const rowFacts: unique symbol = Symbol("row");

/** A look-up: at most one row of a table, read when it is first needed, into a variable of the same name. */
export interface RowFacts {
  readonly table: Table<TableName>;
  readonly keys: readonly KeyColumn[];
  readonly where: Expression<boolean>;
  /** A second condition, tried when the first finds nothing: an address in mixed case. */
  readonly fallback: Expression<boolean> | undefined;
  /** The condition by which a write finds the row again. */
  readonly whereAgain: Expression<boolean>;
  /** At most one row meets the condition: it names a whole key, or that of the entity whose current row it asks for. */
  readonly isUnique: boolean;
  /** Of several rows the one with the largest value. */
  readonly largest: Expression<unknown> | undefined;
  readonly position: Position;
  readonly source: ColumnSource;
  /** Whether a row was found, by a column that is never NULL. */
  readonly found: Expression<boolean>;
}

/** A row that was looked up: its columns as expressions, NULL when it was not found. */
export type Row<T extends TableName> = Columns<T> & { readonly [rowFacts]: RowFacts };
/** A row of any table. */
export type AnyRow = { readonly [rowFacts]: RowFacts };

/** What the compiler needs to know of a row. */
export function factsOf(row: AnyRow): RowFacts {
  return row[rowFacts];
}

/** Whether a value that a handler read is a row. */
export function isRow(value: unknown): value is AnyRow {
  return typeof value === "object" && value !== null && rowFacts in value;
}

/**
 * The current row of a table with this key (where the table has is_current, the row for which it is true); deleted
 * or not: S6. Its columns are NULL when there is none.
 */
export function current<T extends TableName>(table: Table<T>, key: Key<T>): Row<T> {
  return makeRow(table, key, { onlyCurrent: "is_current" in table.columns });
}

/** Any row with this key, current or not: the reference asks so for wallets and handles. */
export function anyRow<T extends TableName>(table: Table<T>, key: Key<T>): Row<T> {
  return makeRow(table, key, { onlyCurrent: false });
}

/** Of the rows with this key, the one with the largest value of a column. */
export function latest<T extends TableName>(
  table: Table<T>,
  key: Key<T>,
  by: (columns: Columns<T>) => Expression<unknown>,
): Row<T> {
  return makeRow(table, key, { onlyCurrent: false, by });
}

function makeRow<T extends TableName>(
  of: Table<T>,
  key: Key<T>,
  options: {
    readonly onlyCurrent: boolean;
    readonly by?: (columns: Columns<T>) => Expression<unknown>;
  },
): Row<T> {
  const position = callSite();
  const source: ColumnSource = { kind: "read", what: `${position}: a look-up in ${of.name}` };
  const keys = keyColumns(key);
  const where = (compare: (key: KeyColumn) => Expression<boolean>): Expression<boolean> =>
    allOf([
      ...(typeof key === "function" ? [conditionOf(of, key)] : keys.map(compare)),
      ...(options.onlyCurrent ? [columnOf<boolean>(of, "is_current")] : []),
    ]);
  const equal = (each: KeyColumn) => columnEquals(of, each);
  const inAnyCase = (each: KeyColumn) =>
    each.isAddress ? eq<unknown>(callOf("text", "lower", [columnOf(of, each.column)]), each.value) : equal(each);
  const asFound = (each: KeyColumn) =>
    each.isAddress
      ? equal({ ...each, value: expression("text", { kind: "column", source, column: each.column, nullable: true }) })
      : equal(each);
  const facts: RowFacts = {
    table: of,
    keys,
    where: where(equal),
    fallback: keys.some(({ isAddress }) => isAddress) ? where(inAnyCase) : undefined,
    whereAgain: where(asFound),
    isUnique: of.keys.some((columns) =>
      columns.every(
        (column) => keys.some((each) => each.column === column) || (options.onlyCurrent && column === "txhash"),
      ),
    ),
    largest: options.by?.(columnsOf(of, { kind: "named", name: of.name })),
    position,
    source,
    found: isNotNull(presenceColumn(of, source)),
  };
  return Object.assign(columnsOf(of, source), { [rowFacts]: facts });
}

function presenceColumn(of: Table<TableName>, source: ColumnSource): Expression<unknown> {
  const entry = Object.entries(of.columns).find(([, facts]) => facts.notNull);
  if (entry === undefined) {
    throw new Error(`${of.name} has no not-null column by which to know that a row was found`);
  }
  const [column, { type }] = entry;
  return expression(type, { kind: "column", source, column, nullable: true });
}

/** The row was found. */
export function exists(row: AnyRow): Expression<boolean> {
  return factsOf(row).found;
}

const foundBy = new WeakMap<object, RowFacts>();

/** The row that a condition shows to be there, for the compiler: a rule that ensures the condition ensures the row. */
export function rowFoundBy(condition: object): RowFacts | undefined {
  return foundBy.get(condition);
}

/** The row was found and is not marked as deleted. */
export function active(row: AnyRow & { readonly is_delete: Expression<boolean | null> }): Expression<boolean> {
  const condition = isFalse(row.is_delete);
  foundBy.set(condition, factsOf(row));
  return condition;
}

/** The row was found and is marked as deleted. */
export function deleted(row: AnyRow & { readonly is_delete: Expression<boolean | null> }): Expression<boolean> {
  return isTrue(row.is_delete);
}

/** At least one row of the table meets the condition. */
export function anyMatch<T extends TableName>(of: Table<T>, key: Key<T>): Expression<boolean> {
  const query: SubQuery = { from: [of.name], where: conditionOf(of, key) };
  return expression("boolean", { kind: "exists", query });
}
