import { type Expression, expression, type Json, lift, type Value } from "./expression.ts";
import type { Metadata } from "./metadata.ts";
import { choose, coalesce, eq, jsonLiteral, or } from "./operators.ts";
import { callSite, type Position } from "./position.ts";
import type { Reader } from "./reader.ts";
import { type Columns, type ColumnValue, columnsOf, type Table, type TableName } from "./table.ts";

/** The two actions that a field table serves. */
export type FieldAction = "Create" | "Update";

/** One line of a field table: how the member is read, what it is when it is missing, and which actions take it. */
export interface Field<T> {
  readonly reader: Reader<T>;
  readonly otherwise: Expression<T> | undefined;
  readonly on: FieldAction | "both";
  readonly position: Position;
}

/**
 * A field that both actions take.
 * @param reader how the JSON value is read
 * @param otherwise the value on Create when the member is missing or null; NULL when left out
 */
export function field<T>(reader: Reader<T>, otherwise?: Value<NonNullable<T>>): Field<T> {
  return {
    reader,
    otherwise: otherwise === undefined ? undefined : lift<T>(otherwise),
    on: "both",
    position: callSite(),
  };
}

/** A field that never changes after Create. */
export function onlyOnCreate<T>(reader: Reader<T>, otherwise?: Value<NonNullable<T>>): Field<T> {
  return { ...field(reader, otherwise), on: "Create", position: callSite() };
}

/**
 * A field that Create does not know: the reference reduces the data of Create to its own list of members.
 * @param otherwise the value of an Update to null, which is the column's default; left out, NULL, or a refusal where there is none
 */
export function onlyOnUpdate<T>(reader: Reader<T>, otherwise?: Value<NonNullable<T>>): Field<T> {
  return { ...field(reader, otherwise), on: "Update", position: callSite() };
}

/** A rule that refuses values which the fields cannot hold, each with the code `invalid_<field>` (D5). */
export interface FieldCheck {
  readonly kind: "fieldCheck";
  readonly position: Position;
  readonly fields: readonly {
    readonly name: string;
    /** The member's JSON. */
    readonly member: Expression<Json | null>;
    readonly wrong: Expression<boolean> | undefined;
    /** The JSON in which U+0000 refuses. */
    readonly refusesNulIn: Expression<Json | null> | undefined;
    readonly position: Position;
  }[];
}

type FieldsFor<T extends TableName> = {
  readonly [C in keyof Columns<T>]?: Field<ColumnValue<T, C>> | Field<ColumnValue<T, C> | null>;
};

/** A field table: the columns that Create and Update take from the metadata, one line each. */
export interface FieldTable<T extends TableName, F> {
  /** Refuses what a column cannot hold. */
  wellTyped(metadata: Metadata, action: FieldAction): FieldCheck;
  /** The columns of a new row. */
  onCreate(metadata: Metadata): { readonly [C in keyof F & keyof Columns<T>]: Expression<ColumnValue<T, C>> };
  /** The columns that are checked again whenever the row changes, with what the check leaves of them. */
  checkedAgain(): { readonly [C in keyof F & keyof Columns<T>]?: Expression<ColumnValue<T, C>> };
  /** The columns of a changed row: what the metadata does not name stays. */
  onUpdate(metadata: Metadata): { readonly [C in keyof F & keyof Columns<T>]: Expression<ColumnValue<T, C>> };
}

/**
 * Declares the field table of a database table.
 * @throws Error when a column that may not be NULL has neither a value for the missing member nor a reader that gives one
 */
export function fieldsOf<T extends TableName, const F extends FieldsFor<T>>(
  table: Table<T>,
  fields: F,
): FieldTable<T, F> {
  const entries = Object.entries<Field<unknown> | undefined>(fields).flatMap(([name, line]) =>
    line === undefined ? [] : [{ name, line }],
  );
  const taking = (action: FieldAction) => entries.filter(({ line }) => line.on === "both" || line.on === action);
  const tableColumns = new Map<string, Expression<unknown>>(
    Object.entries(columnsOf(table, { kind: "named", name: table.name })),
  );
  type Result = { readonly [C in keyof F & keyof Columns<T>]: Expression<ColumnValue<T, C>> };
  return {
    wellTyped: (metadata, action) => ({
      kind: "fieldCheck",
      position: callSite(),
      fields: taking(action).map(({ name, line }) => {
        const json = metadata.get(name);
        const refusesNull =
          action === "Update" &&
          table.columns[name]?.notNull === true &&
          line.reader.nullable &&
          !nullMeansDefault(table, name, line);
        return {
          name,
          member: json,
          wrong: refusal(line.reader, json, refusesNull),
          refusesNulIn: refusesNulIn(line.reader, json),
          position: line.position,
        };
      }),
    }),
    onCreate: (metadata) =>
      // The keys are those of F; Object.fromEntries cannot carry them.
      Object.fromEntries(
        taking("Create").map(({ name, line }) => [name, valueOnCreate(line, metadata.get(name))]),
      ) as Result,
    checkedAgain: () =>
      Object.fromEntries(
        entries.flatMap(({ name, line }) => {
          const column = tableColumns.get(name);
          return line.reader.again === undefined || column === undefined ? [] : [[name, kept(line, column)]];
        }),
      ) as Partial<Result>,
    onUpdate: (metadata) =>
      Object.fromEntries(
        taking("Update").map(({ name, line }) => {
          const column = tableColumns.get(name);
          if (column === undefined) {
            throw new Error(`${line.position}: ${table.name} has no column ${name}`);
          }
          const json = metadata.get(name);
          const counts = line.reader.counts?.(json) ?? metadata.has(name);
          const read = line.reader.read(json);
          const given =
            nullMeansDefault(table, name, line) && line.otherwise !== undefined
              ? coalesce<unknown>(read, line.otherwise)
              : read;
          return [name, choose<unknown>(counts, given, kept(line, column))];
        }),
      ) as Result,
  };
}

/** What a change that does not name a column makes of it. */
function kept(line: Field<unknown>, column: Expression<unknown>): Expression<unknown> {
  const { again } = line.reader;
  // Only readers of JSON columns check again.
  return again === undefined ? column : again(column as Expression<Json | null>);
}

/**
 * Whether null in an Update stands for the column's default: the reference leaves a null out of its insert, so that the
 * database's default comes in where there is one.
 */
function nullMeansDefault(table: Table<TableName>, name: string, line: Field<unknown>): boolean {
  return table.columns[name]?.hasDefault === true && line.otherwise !== undefined && line.reader.nullable;
}

/** U+0000 refuses only in what counts: a value that is passed over may hold it. */
function refusesNulIn(reader: Reader<unknown>, json: Expression<Json | null>): Expression<Json | null> | undefined {
  if (!reader.refusesNul) {
    return undefined;
  }
  if (reader.nulIn !== undefined) {
    return reader.nulIn(json);
  }
  const counts = reader.counts?.(json);
  return counts === undefined ? json : choose<Json | null>(counts, json, null);
}

function refusal(
  reader: Reader<unknown>,
  json: Expression<Json | null>,
  refusesNull: boolean,
): Expression<boolean> | undefined {
  const wrong = reader.wrong?.(json);
  if (!refusesNull) {
    return wrong;
  }
  const isNullLiteral = eq(json, jsonLiteral(null));
  return wrong === undefined ? isNullLiteral : or(isNullLiteral, wrong);
}

function valueOnCreate(line: Field<unknown>, json: Expression<Json | null>): Expression<unknown> {
  const read = line.reader.read(json);
  const counts = line.reader.counts?.(json);
  const value =
    counts === undefined
      ? read
      : expression<unknown>(read.type, {
          kind: "case",
          branches: [{ when: counts, result: read }],
          otherwise: undefined,
        });
  return line.otherwise === undefined ? value : coalesce<unknown>(value, line.otherwise);
}

/** The members of metadata that no table mirrors, each with its reader. */
export interface Members<M> {
  wellTyped(metadata: Metadata): FieldCheck;
  of(metadata: Metadata): { readonly [K in keyof M]: M[K] extends Reader<infer T> ? Expression<T> : never };
}

/** Declares members that a handler's rules and writes use by name. */
export function members<const M extends Readonly<Record<string, Reader<unknown>>>>(readers: M): Members<M> {
  const position = callSite();
  return {
    wellTyped: (metadata) => ({
      kind: "fieldCheck",
      position: callSite(),
      fields: Object.entries(readers).map(([name, reader]) => {
        const json = metadata.get(name);
        return {
          name,
          member: json,
          wrong: reader.wrong?.(json),
          refusesNulIn: refusesNulIn(reader, json),
          position,
        };
      }),
    }),
    of: (metadata) =>
      // The keys are those of M; Object.fromEntries cannot carry them.
      Object.fromEntries(
        Object.entries(readers).map(([name, reader]) => {
          const json = metadata.get(name);
          const counts = reader.counts?.(json);
          const read = reader.read(json);
          return [name, counts === undefined ? read : choose<unknown>(counts, read, lift<null>(null))];
        }),
      ) as { readonly [K in keyof M]: M[K] extends Reader<infer T> ? Expression<T> : never },
  };
}
