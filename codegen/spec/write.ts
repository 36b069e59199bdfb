import { type AnyExpression, callOf, type Expression, expression, lift, liftAny } from "./expression.ts";
import { type ArgumentsOf, liftAll } from "./function.ts";
import { conditionOf, type Key } from "./key.ts";
import { and, not } from "./operators.ts";
import { callSite, type Position } from "./position.ts";
import { type AnyRow, factsOf, type Row, type RowFacts } from "./row.ts";
import { type Columns, columnsOf, type InsertValues, type Table, type TableName, type UpdateValues } from "./table.ts";
import { block, transaction } from "./transaction.ts";
import type { TypeToken } from "./types.ts";

/** A column with the value that it gets. */
export type Assignment = { readonly column: string; readonly value: AnyExpression };

/** Where the rows of a set-based write come from: what a function gives, under a condition. */
export interface RowSet<Item> {
  readonly from: readonly (string | AnyExpression)[];
  readonly where: Expression<boolean> | undefined;
  readonly item: Item;
}

/** The kinds of write, as the compiler prints them. */
export type WriteNode =
  | {
      readonly kind: "insert";
      readonly table: Table<TableName>;
      readonly values: readonly Assignment[];
      readonly orIgnore: boolean;
    }
  | {
      readonly kind: "insertEach";
      readonly table: Table<TableName>;
      readonly rows: RowSet<unknown>;
      readonly values: readonly Assignment[];
      readonly orIgnore: boolean;
      /** The key of the row that is changed in place where there is one; its other columns get the new row's, but for created_at. */
      readonly orUpdate: readonly string[] | undefined;
    }
  /** `isLookedUp`: whether the row is there is known from its look-up. */
  | {
      readonly kind: "put";
      readonly row: RowFacts;
      readonly values: readonly Assignment[];
      readonly isLookedUp: boolean;
    }
  | { readonly kind: "update"; readonly row: RowFacts; readonly values: readonly Assignment[] }
  | {
      readonly kind: "updateAll";
      readonly table: Table<TableName>;
      readonly where: Expression<boolean>;
      readonly values: readonly Assignment[];
    }
  | { readonly kind: "removeAll"; readonly table: Table<TableName>; readonly where: Expression<boolean> }
  | { readonly kind: "perform"; readonly call: AnyExpression };

/** One write of a handler; writes come after all rules, in the order given. */
export class Write {
  readonly kind = "write";

  constructor(
    readonly node: WriteNode,
    readonly position: Position,
    readonly condition: Expression<boolean | null> | undefined = undefined,
  ) {}

  /** The same write, said in another way. */
  withNode(node: WriteNode): Write {
    return new Write(node, this.position, this.condition);
  }

  /** Only where the condition is true. */
  when(condition: Expression<boolean | null>): Write {
    return new Write(
      this.node,
      this.position,
      this.condition === undefined ? condition : and(this.condition, condition),
    );
  }

  /** Except where the condition is true. The condition must be known: true or false. */
  unless(condition: Expression<boolean>): Write {
    return this.when(not(condition));
  }
}

/** Writes that happen together under one condition. */
export interface ConditionalWrites {
  readonly kind: "conditionalWrites";
  readonly condition: Expression<boolean | null>;
  readonly writes: readonly AnyWrite[];
  /** What happens where the condition is not true. */
  readonly otherwise: readonly AnyWrite[];
  readonly position: Position;
}

/** What may stand among the writes of a handler. */
export type AnyWrite = Write | ConditionalWrites;

/** The writes happen only where the condition is true, the others only where it is not. */
export function whenever(
  condition: Expression<boolean | null>,
  writes: readonly AnyWrite[],
  otherwise: readonly AnyWrite[] = [],
): ConditionalWrites {
  return { kind: "conditionalWrites", condition, writes, otherwise, position: callSite() };
}

/**
 * The columns that say who wrote a row last, filled in by every stamped write (D3): the block's hash and number, the
 * transaction's hash, the block's time, and that the row is the current one.
 */
export const stamps: Readonly<Record<string, AnyExpression>> = {
  blockhash: block.hash,
  blocknumber: block.number,
  txhash: transaction.hash,
  is_current: lift(true),
  updated_at: block.time,
};

/** A new row is stamped with the time of its creation too: the block's (D1). */
const stampsOfNewRow: Readonly<Record<string, AnyExpression>> = { ...stamps, created_at: block.time };

type Stamping = "none" | "changed row" | "new row";

const stampsBy: Readonly<Record<Stamping, Readonly<Record<string, AnyExpression>>>> = {
  none: {},
  "changed row": stamps,
  "new row": stampsOfNewRow,
};

function assignments(of: Table<TableName>, values: object, stamping: Stamping): Assignment[] {
  const given: Assignment[] = [];
  for (const [column, value] of Object.entries(values)) {
    if (value === undefined) {
      continue;
    }
    if (!(column in of.columns)) {
      throw new Error(`${of.name} has no column ${column}`);
    }
    given.push({ column, value: liftAny(value) });
  }
  const names = new Set(given.map(({ column }) => column));
  const added = Object.entries(stampsBy[stamping])
    .filter(([column]) => column in of.columns && !names.has(column))
    .map(([column, value]) => ({ column, value }));
  return [...given, ...added];
}

/** A new row, stamped. A conflict with an existing row is an unexpected error that stops the indexer: a rule must exclude it. */
export function insert<T extends TableName>(table: Table<T>, values: InsertValues<T>): Write {
  return new Write(
    { kind: "insert", table, values: assignments(table, values, "new row"), orIgnore: false },
    callSite(),
  );
}

/** A new row, stamped, unless its key is taken: then nothing happens. */
export function insertOrIgnore<T extends TableName>(table: Table<T>, values: InsertValues<T>): Write {
  return new Write(
    { kind: "insert", table, values: assignments(table, values, "new row"), orIgnore: true },
    callSite(),
  );
}

/**
 * A new row for each item of a set, stamped.
 * @param options `orIgnore`: an item whose key is taken changes nothing; `orUpdate`: the key of a row that is changed in place where
 * it is there, which keeps its created_at
 */
export function insertEach<T extends TableName, Item>(
  table: Table<T>,
  rows: RowSet<Item>,
  values: (item: Item) => InsertValues<T>,
  options: { readonly orIgnore?: boolean; readonly orUpdate?: readonly (keyof Columns<T> & string)[] } = {},
): Write {
  return new Write(
    {
      kind: "insertEach",
      table,
      rows,
      values: assignments(table, values(rows.item), "new row"),
      orIgnore: options.orIgnore ?? false,
      orUpdate: options.orUpdate,
    },
    callSite(),
  );
}

/** The row that was looked up is replaced by a new one, or the first one is written; stamped. What is not named gets the column's default. */
export function put<T extends TableName>(row: Row<T>, values: InsertValues<T>): Write {
  const facts = factsOf(row);
  return new Write(
    { kind: "put", row: facts, values: assignments(facts.table, values, "new row"), isLookedUp: true },
    callSite(),
  );
}

/**
 * The row that was looked up gets these values in place, or a new row is written where there is none; stamped. A changed row keeps
 * what is not named.
 * @param values the values of a new row and of a changed one; created_at, where it is named, is renewed
 */
export function upsert<T extends TableName>(row: Row<T>, values: InsertValues<T>): ConditionalWrites {
  const position = callSite();
  const facts = factsOf(row);
  const { table } = facts;
  const keys = new Set(facts.keys.map(({ column }) => column));
  const changed = assignments(table, values, "changed row").filter(({ column }) => !keys.has(column));
  const inserted = assignments(table, values, "new row");
  return {
    kind: "conditionalWrites",
    condition: facts.found,
    writes: [new Write({ kind: "update", row: facts, values: changed }, position)],
    otherwise: [new Write({ kind: "insert", table, values: inserted, orIgnore: false }, position)],
    position,
  };
}

/** New values for the row that was looked up, stamped; what is not named stays. */
export function update<T extends TableName>(row: Row<T>, values: UpdateValues<T>): Write {
  const facts = factsOf(row);
  return new Write({ kind: "update", row: facts, values: assignments(facts.table, values, "changed row") }, callSite());
}

/** New values for the row that was looked up, and nothing else: no stamp (D3 names the few cases). */
export function updateOnly<T extends TableName>(row: Row<T>, values: UpdateValues<T>): Write {
  const facts = factsOf(row);
  return new Write({ kind: "update", row: facts, values: assignments(facts.table, values, "none") }, callSite());
}

/** New values for every row that meets the condition; stamped only where the options say so. */
export function updateAll<T extends TableName>(
  table: Table<T>,
  where: (columns: Columns<T>) => Expression<boolean>,
  values: (columns: Columns<T>) => UpdateValues<T>,
  options: { readonly stamped?: boolean } = {},
): Write {
  const columns = columnsOf(table, { kind: "named", name: table.name });
  const stamping = options.stamped === true ? "changed row" : "none";
  return new Write(
    { kind: "updateAll", table, where: where(columns), values: assignments(table, values(columns), stamping) },
    callSite(),
  );
}

/** The row that was looked up is deleted from its table. */
export function remove(row: AnyRow): Write {
  const facts = factsOf(row);
  return new Write({ kind: "removeAll", table: facts.table, where: facts.where }, callSite());
}

/** Every row that meets the condition is deleted from its table. */
export function removeAll<T extends TableName>(table: Table<T>, key: Key<T>): Write {
  return new Write({ kind: "removeAll", table, where: conditionOf(table, key) }, callSite());
}

/** Runs an SQL function for its effect. */
export function perform(call: AnyExpression): Write {
  return new Write({ kind: "perform", call }, callSite());
}

/** What an SQL function that gives a set returns, as the source of a set-based write. */
export function resultsOf<T>(call: Expression<T>): RowSet<Expression<T>> {
  return {
    from: [call, " as item"],
    where: undefined,
    item: expression(call.type, { kind: "reference", text: "item", nullable: true }),
  };
}

/** Of the rows of a set, those that meet a condition. */
export function suchThat<Item>(rows: RowSet<Item>, condition: (item: Item) => Expression<boolean>): RowSet<Item> {
  const where = condition(rows.item);
  return { ...rows, where: rows.where === undefined ? where : and(rows.where, where) };
}

/**
 * A hand-written function that gives a set of rows of several columns, as the source of a set-based write.
 * @param fields the columns of its result that the write uses
 */
export function sqlSetFunction<
  const P extends readonly TypeToken<unknown>[],
  const F extends Readonly<Record<string, TypeToken<unknown>>>,
>(name: string, parameters: P, fields: F): (...args: ArgumentsOf<P>) => RowSet<FieldsOf<F>> {
  return (...args) => {
    const columns = Object.entries(fields).map(([column, { sqlType }]) => [
      column,
      expression(sqlType, { kind: "reference", text: `item.${column}`, nullable: true }),
    ]);
    return {
      from: [callOf("record", name, liftAll(args, parameters, name)), " as item"],
      where: undefined,
      // The columns are the keys of F, which Object.fromEntries cannot say.
      item: Object.fromEntries(columns) as FieldsOf<F>,
    };
  };
}

type FieldsOf<F> = { readonly [K in keyof F]: F[K] extends TypeToken<infer T> ? Expression<T> : never };
