import type { Int8String, JSONValue } from "zapatos/db";
import type { InsertableForTable, SelectableForTable, Table as TableName } from "zapatos/schema";
import { catalog } from "../generated/catalog.ts";
import type { ColumnSource, Expression, Json, SqlType, Time, Value } from "./expression.ts";
import { expression } from "./expression.ts";

export type { TableName };

/** The columns that a write stamps with its transaction and block (D3: they are the last writer's; created_at the first's). */
export type StampColumn = "blockhash" | "blocknumber" | "txhash" | "updated_at" | "is_current" | "created_at";

type Scalar<S> = S extends Date ? Time : S extends Int8String ? number : S;

/** The type that a column holds, from Zapatos' reading of the database. */
export type ColumnValue<
  T extends TableName,
  C extends keyof SelectableForTable<T>,
> = JSONValue extends SelectableForTable<T>[C]
  ? IsOptional<InsertableForTable<T>, C> extends true
    ? Json | null
    : Json
  : Scalar<SelectableForTable<T>[C]>;

type IsOptional<Row, Key> = Key extends keyof Row
  ? Record<never, never> extends Pick<Row, Key>
    ? true
    : false
  : false;

type OptionalColumn<T extends TableName> = {
  [C in keyof InsertableForTable<T>]-?: Record<never, never> extends Pick<InsertableForTable<T>, C> ? C : never;
}[keyof InsertableForTable<T>];

/** Values for a new row: every not-null column without a default must be there, the stamped ones may be left out. */
export type InsertValues<T extends TableName> = {
  readonly [C in Exclude<
    keyof SelectableForTable<T> & keyof InsertableForTable<T>,
    OptionalColumn<T> | StampColumn
  >]: Value<ColumnValue<T, C>>;
} & UpdateValues<T>;

/** New values for some columns of a row. */
export type UpdateValues<T extends TableName> = {
  readonly [C in keyof SelectableForTable<T>]?: Value<ColumnValue<T, C>>;
};

/** Values that a row must have to be found. */
export type KeyValues<T extends TableName> = {
  readonly [C in keyof SelectableForTable<T>]?:
    | Value<NonNullable<ColumnValue<T, C>>>
    | Expression<ColumnValue<T, C> | null>
    | (ColumnValue<T, C> extends string | null ? { readonly address: Expression<string | null> } : never);
};

/** The columns of a row or of a query's table, as expressions. */
export type Columns<T extends TableName> = {
  readonly [C in keyof SelectableForTable<T>]: Expression<ColumnValue<T, C>>;
};

/** What the catalog says of a column. */
export interface ColumnFacts {
  readonly type: SqlType;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  /** The default is the clock's time, which no row may take (D1). */
  readonly defaultsToClock?: boolean;
}

/** A table of the database, as specs name it. */
export interface Table<T extends TableName> {
  readonly name: T;
  readonly columns: Readonly<Record<string, ColumnFacts>>;
  /** The columns of the primary key, and of each unique key. */
  readonly keys: readonly (readonly string[])[];
}

/** What the catalog says of a table. */
interface TableFacts {
  readonly columns: Readonly<Record<string, ColumnFacts>>;
  readonly primaryKey: readonly string[];
  readonly unique: readonly (readonly string[])[];
}

/** The catalog's facts about one table. @throws Error when the catalog does not know it. */
export function table<T extends TableName>(name: T): Table<T> {
  const facts = new Map<string, TableFacts>(Object.entries(catalog)).get(name);
  if (facts === undefined) {
    throw new Error(`the catalog has no table ${name}: run npm run codegen`);
  }
  const keys = [facts.primaryKey, ...facts.unique].filter((key) => key.length > 0);
  return { name, columns: facts.columns, keys };
}

/** The columns of a table as expressions that belong to a source (a row that was read, a query's table). */
export function columnsOf<T extends TableName>(of: Table<T>, source: ColumnSource): Columns<T> {
  const entries = Object.entries(of.columns).map(([column, facts]) => [
    column,
    expression(facts.type, {
      kind: "column",
      source,
      column,
      // A row that was not found is NULL in every column.
      nullable: source.kind === "read" || !facts.notNull,
    }),
  ]);
  // Object.fromEntries forgets the keys; they are the catalog's, from which Zapatos' types come too.
  return Object.fromEntries(entries) as Columns<T>;
}
