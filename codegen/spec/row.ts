import { type ColumnSource, callOf, type Expression, expression, liftAny, type SubQuery } from "./expression.ts";
import { and, eq, isFalse, isNotNull, isTrue } from "./operators.ts";
import { callSite, type Position } from "./position.ts";
import { type Columns, columnsOf, type KeyValues, type Table, type TableName } from "./table.ts";

const rowFacts: unique symbol = Symbol("row");

/** A key that is an address: it is found whatever its case. */
export interface AddressKey {
  readonly address: Expression<string | null>;
}

/**
 * An address as a key. Writers store addresses in lower case, which the primary key finds at once; the reference also
 * finds older rows in mixed case, so that only a miss pays for comparing every row's lower case.
 * @param address in lower case
 */
export function anyCase(address: Expression<string | null>): AddressKey {
  return { address };
}

/** A look-up: at most one row of a table, read when it is first needed, into a variable that bears its name. */
export interface RowFacts {
  name: string | undefined;
  readonly table: Table<TableName>;
  readonly keys: readonly KeyExpression[];
  readonly where: Expression<boolean>;
  /** A second condition, tried when the first finds nothing: an address in mixed case. */
  readonly fallback: Expression<boolean> | undefined;
  /** The condition by which a write finds the row again. */
  readonly whereAgain: Expression<boolean>;
  readonly orderBy: { readonly column: Expression<unknown>; readonly direction: "asc" | "desc" } | undefined;
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

type Condition<T extends TableName> = (columns: Columns<T>) => Expression<boolean>;

/**
 * The current row of a table with this key (where the table has is_current, the row for which it is true); deleted
 * or not: S6. Its columns are NULL when there is none.
 */
export function current<T extends TableName>(table: Table<T>, key: KeyValues<T> | Condition<T>): Row<T> {
  return makeRow(table, key, { onlyCurrent: "is_current" in table.columns, orderBy: undefined });
}

/** Any row with this key, current or not: the reference asks so for wallets and handles. */
export function anyRow<T extends TableName>(table: Table<T>, key: KeyValues<T> | Condition<T>): Row<T> {
  return makeRow(table, key, { onlyCurrent: false, orderBy: undefined });
}

/** Of the rows with this key, the one with the largest value of a column. */
export function latest<T extends TableName>(
  table: Table<T>,
  key: KeyValues<T> | Condition<T>,
  by: (columns: Columns<T>) => Expression<unknown>,
): Row<T> {
  return makeRow(table, key, { onlyCurrent: false, orderBy: { by, direction: "desc" } });
}

/** Of the rows with this key, the one with the smallest value of a column. */
export function earliest<T extends TableName>(
  table: Table<T>,
  key: KeyValues<T> | Condition<T>,
  by: (columns: Columns<T>) => Expression<unknown>,
): Row<T> {
  return makeRow(table, key, { onlyCurrent: false, orderBy: { by, direction: "asc" } });
}

function makeRow<T extends TableName>(
  of: Table<T>,
  key: KeyValues<T> | Condition<T>,
  options: {
    onlyCurrent: boolean;
    orderBy: { by: (columns: Columns<T>) => Expression<unknown>; direction: "asc" | "desc" } | undefined;
  },
): Row<T> {
  const tableColumns = columnsOf(of, { sourceName: () => of.name });
  const source: ColumnSource = {
    sourceName: () => {
      if (facts.name === undefined) {
        throw new Error(`${facts.position}: a look-up in ${of.name} has no name: give it back from reads`);
      }
      return facts.name;
    },
  };
  const keys = typeof key === "function" ? [] : keyExpressions(key);
  const where = (compare: (key: KeyExpression) => Expression<boolean>): Expression<boolean> =>
    allOf([
      ...(typeof key === "function" ? [key(tableColumns)] : keys.map(compare)),
      ...(options.onlyCurrent ? [columnExpression<boolean>(of, "is_current")] : []),
    ]);
  const equal = ({ column, value }: KeyExpression) => eq<unknown>(columnExpression(of, column), value);
  const facts: RowFacts = {
    name: undefined,
    table: of,
    keys,
    where: where(equal),
    fallback: keys.some(({ isAddress }) => isAddress)
      ? where((each) =>
          each.isAddress
            ? eq<unknown>(callOf("text", "lower", [columnExpression(of, each.column)]), each.value)
            : equal(each),
        )
      : undefined,
    whereAgain: where((each) =>
      each.isAddress
        ? eq<unknown>(
            columnExpression(of, each.column),
            expression("text", { kind: "column", source, column: each.column }),
          )
        : equal(each),
    ),
    orderBy: options.orderBy && { column: options.orderBy.by(tableColumns), direction: options.orderBy.direction },
    position: callSite(),
    source,
    found: isNotNull(presenceColumn(of, source)),
  };
  return Object.assign(columnsOf(of, facts.source), { [rowFacts]: facts });
}

function columnExpression<V = unknown>(of: Table<TableName>, column: string): Expression<V> {
  const facts = of.columns[column];
  if (facts === undefined) throw new Error(`${of.name} has no column ${column}`);
  return expression(facts.type, { kind: "column", source: { sourceName: () => of.name }, column });
}

interface KeyExpression {
  readonly column: string;
  readonly value: Expression<unknown>;
  readonly isAddress: boolean;
}

function keyExpressions(key: object): KeyExpression[] {
  return Object.entries(key).map(([column, value]) =>
    isAddressKey(value)
      ? { column, value: value.address, isAddress: true }
      : { column, value: liftAny(value), isAddress: false },
  );
}

function isAddressKey(value: unknown): value is AddressKey {
  return typeof value === "object" && value !== null && "address" in value && !("node" in value);
}

function allOf(conditions: readonly Expression<boolean>[]): Expression<boolean> {
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined ? only : and(...conditions);
}

function presenceColumn(of: Table<TableName>, source: ColumnSource): Expression<unknown> {
  const entry = Object.entries(of.columns).find(([, facts]) => facts.notNull);
  if (entry === undefined) throw new Error(`${of.name} has no not-null column by which to know that a row was found`);
  const [column, { type }] = entry;
  return expression(type, { kind: "column", source, column });
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
export function anyMatch<T extends TableName>(of: Table<T>, key: KeyValues<T> | Condition<T>): Expression<boolean> {
  const tableColumns = columnsOf(of, { sourceName: () => of.name });
  const where =
    typeof key === "function"
      ? key(tableColumns)
      : allOf(keyExpressions(key).map(({ column, value }) => eq<unknown>(columnExpression(of, column), value)));
  const query: SubQuery = { from: [of.name], where };
  return expression("boolean", { kind: "exists", query });
}
