import { type Expression, expression, isExpression, liftAny } from "./expression.ts";
import { and, eq } from "./operators.ts";
import { type Columns, columnsOf, type KeyValues, type Table, type TableName } from "./table.ts";

/** An address as a key: it is found whatever its case. */
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

/** What finds rows of a table: the values of some columns, or any condition. */
export type Key<T extends TableName> = KeyValues<T> | ((columns: Columns<T>) => Expression<boolean>);

/** A column of a key with the value that it must have. */
export interface KeyColumn {
  readonly column: string;
  readonly value: Expression<unknown>;
  /** The value is an address, which is found whatever its case. */
  readonly isAddress: boolean;
}

/**
 * The columns of a key.
 * @returns nothing for a condition, of which only the SQL is known
 */
export function keyColumns<T extends TableName>(key: Key<T>): KeyColumn[] {
  if (typeof key === "function") {
    return [];
  }
  return Object.entries(key).map(([column, value]) =>
    isAddressKey(value)
      ? { column, value: value.address, isAddress: true }
      : { column, value: liftAny(value), isAddress: false },
  );
}

/**
 * The condition that a row of a table has a key.
 * @param compare how a column is compared with its value; equality when left out
 * @throws Error when the table does not have a column of the key
 */
export function conditionOf<T extends TableName>(
  of: Table<T>,
  key: Key<T>,
  compare: (key: KeyColumn) => Expression<boolean> = (key) => columnEquals(of, key),
): Expression<boolean> {
  if (typeof key === "function") {
    return key(columnsOf(of, { kind: "named", name: of.name }));
  }
  return allOf(keyColumns(key).map(compare));
}

/** The column of the table has the key's value. */
export function columnEquals(of: Table<TableName>, { column, value }: KeyColumn): Expression<boolean> {
  return eq<unknown>(columnOf(of, column), value);
}

/**
 * A column of the table that the query at hand reads.
 * @throws Error when the table does not have it
 */
export function columnOf<V = unknown>(of: Table<TableName>, column: string): Expression<V> {
  const facts = of.columns[column];
  if (facts === undefined) {
    throw new Error(`${of.name} has no column ${column}`);
  }
  return expression(facts.type, {
    kind: "column",
    source: { kind: "named", name: of.name },
    column,
    nullable: !facts.notNull,
  });
}

/** All of the conditions hold; a single one is given back as it is. */
export function allOf(conditions: readonly Expression<boolean>[]): Expression<boolean> {
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined ? only : and(...conditions);
}

function isAddressKey(value: unknown): value is AddressKey {
  return typeof value === "object" && value !== null && "address" in value && !isExpression(value);
}
