import { hashedTables } from "../../src/state-hash/tables.ts";
import { enums } from "../generated/catalog.ts";
import { type AnyExpression, Binding } from "../spec/expression.ts";
import type { RowFacts } from "../spec/row.ts";
import type { Table, TableName } from "../spec/table.ts";
import type { Assignment, WriteNode } from "../spec/write.ts";
import { type Doc, fill, group, join, layOut, line, nest, softLine } from "./layout.ts";
import type { ExpressionPrinter } from "./print.ts";

/** The tables whose writes say which rows they change, for the state hash. */
const hashed: ReadonlySet<string> = new Set(
  hashedTables.filter(({ ofBlock }) => ofBlock === undefined).map(({ name }) => name),
);

/** Whether a write takes the rows that it changes into the state hash, for which its function declares `hashed`. */
export function isHashed(node: WriteNode): boolean {
  switch (node.kind) {
    case "perform":
      return false;
    case "put":
    case "update":
      return hashed.has(node.row.table.name);
    default:
      return hashed.has(node.table.name);
  }
}

/**
 * A write as statements of plpgsql.
 * @param node what is written
 * @param printer prints the function's expressions
 * @param indent the spaces before the statements
 * @returns their lines
 */
export function printWrite(node: WriteNode, printer: ExpressionPrinter, indent: number): string[] {
  switch (node.kind) {
    case "insert":
      return insertLines(node, printer, indent);
    case "put":
      return putLines(node, printer, indent);
    case "update":
      return updateLines(node.row, node.row.whereAgain, node.values, printer, indent);
    case "updateAll":
      return updateLines({ table: node.table }, node.where, node.values, printer, indent);
    case "removeAll":
      return deleteLines({ table: node.table }, node.where, printer, indent);
    case "perform":
      return statement([["perform ", printer.print(node.call)]], indent);
    case "insertEach": {
      const { table, values, rows, orIgnore, orUpdate } = node;
      return hashing(
        { table, rows: "any number" },
        [
          insertHead(table, values),
          group(["select", nest(2, [line, listOf(values, valuesFor(table, values, printer))])]),
          ["from ", printer.printParts(rows.from)],
          ...(rows.where === undefined ? [] : [["where ", nest(2, printer.condition(rows.where))]]),
          ...(orIgnore ? ["on conflict do nothing"] : []),
          ...(orUpdate === undefined ? [] : onConflictUpdate(orUpdate, values)),
        ],
        indent,
      );
    }
  }
}

/** The clauses by which a row whose key is taken gets the new row's values in place, but for the time of its creation. */
function onConflictUpdate(key: readonly string[], values: readonly Assignment[]): Doc[] {
  const changed = values
    .map(({ column }) => column)
    .filter((column) => !key.includes(column) && column !== "created_at");
  const items = changed.map((column): Doc => `${column} = excluded.${column}`);
  return [`on conflict (${key.join(", ")}) do update`, group(["set", nest(2, [line, join([",", line], items)])])];
}

function putLines(node: Extract<WriteNode, { kind: "put" }>, printer: ExpressionPrinter, indent: number): string[] {
  const { row, values, isLookedUp } = node;
  const insert = insertLines({ table: row.table, values, orIgnore: false }, printer, indent);
  if (!isLookedUp) {
    return [...deleteLines(row, row.whereAgain, printer, indent), ...insert];
  }
  return [
    ...layOut(["if ", printer.condition(row.found), " then"], indent),
    ...deleteLines(row, row.whereAgain, printer, indent + 2),
    `${" ".repeat(indent)}end if;`,
    ...insert,
  ];
}

function insertLines(
  { table, values, orIgnore }: Omit<Extract<WriteNode, { kind: "insert" }>, "kind">,
  printer: ExpressionPrinter,
  indent: number,
): string[] {
  const list = listOf(values, valuesFor(table, values, printer));
  return hashing(
    { table, rows: "at most one" },
    [
      insertHead(table, values),
      group(["values (", nest(2, [softLine, list]), softLine, ")"]),
      ...(orIgnore ? ["on conflict do nothing"] : []),
    ],
    indent,
  );
}

function insertHead(table: Table<TableName>, values: readonly Assignment[]): Doc {
  const columns = fill(values.map(({ column }) => column));
  return group([`insert into ${table.name} (`, nest(2, [softLine, columns]), softLine, ")"]);
}

function updateLines(
  changed: Pick<RowFacts, "table"> & Partial<RowFacts>,
  where: AnyExpression,
  values: readonly Assignment[],
  printer: ExpressionPrinter,
  indent: number,
): string[] {
  const { table } = changed;
  const printed = valuesFor(table, values, printer);
  const items = values.map(({ column }, index): Doc => [`${column} = `, printed[index] ?? []]);
  return hashing(
    { table, rows: changed.isUnique === true ? "at most one" : "any number" },
    [
      `update ${table.name}`,
      group(["set", nest(2, [line, listOf(values, items)])]),
      ["where ", nest(2, printer.condition(where))],
    ],
    indent,
  );
}

function deleteLines(
  deleted: Pick<RowFacts, "table"> & Partial<RowFacts>,
  where: AnyExpression,
  printer: ExpressionPrinter,
  indent: number,
): string[] {
  const { table } = deleted;
  return hashing(
    { table, rows: deleted.isUnique === true ? "at most one" : "any number", areDeleted: true },
    [`delete from ${table.name}`, ["where ", nest(2, printer.condition(where))]],
    indent,
  );
}

/** What a statement writes: how many rows of which table. */
interface Written {
  readonly table: Table<TableName>;
  readonly rows: "at most one" | "any number";
  readonly areDeleted?: true;
}

/** A statement that takes the rows that it changes into the state hash. plpgsql gives one row to a variable, and more to a loop. */
function hashing({ table, rows, areDeleted }: Written, clauses: readonly Doc[], indent: number): string[] {
  if (!hashed.has(table.name)) {
    return statement(clauses, indent);
  }
  const call = `em.hash_${table.name}(${table.name}${areDeleted === true ? ", is_deleted => true" : ""})`;
  if (rows === "at most one") {
    return statement([...clauses, `returning ${call}`, "into hashed"], indent);
  }
  const pad = " ".repeat(indent);
  return [
    `${pad}for hashed in`,
    ...[...clauses, `returning ${call}`].flatMap((clause) => layOut(clause, indent + 2)),
    `${pad}loop`,
    `${pad}end loop;`,
  ];
}

/** Clauses on lines of their own, and a semicolon. */
function statement(clauses: readonly Doc[], indent: number): string[] {
  return clauses.flatMap((clause, index) => layOut(index === clauses.length - 1 ? [clause, ";"] : clause, indent));
}

/** Plain values stand as many a line as fit; where one is computed, each has a line of its own. */
function listOf(values: readonly Assignment[], items: readonly Doc[]): Doc {
  const arePlain = values.every(({ value }) => ["literal", "reference", "column", "named"].includes(value.node.kind));
  return arePlain ? fill(items) : join([",", line], items);
}

function valuesFor(table: Table<TableName>, values: readonly Assignment[], printer: ExpressionPrinter): Doc[] {
  return values.map(({ column, value }) => printer.print(asColumn(table.columns[column]?.type, value)));
}

/**
 * A value for a column. A text that goes into an enum column is cast, since Postgres does not do so by itself; a time that
 * goes into a column with time zone is said to be UTC, whatever the session's time zone.
 */
function asColumn(type: string | undefined, value: AnyExpression): AnyExpression {
  if (type === "timestamp with time zone" && value.type === "timestamp without time zone") {
    return { type, node: { kind: "postfix", arg: value, text: "at time zone 'UTC'", binding: Binding.Other } };
  }
  if (type !== undefined && type in enums && value.type === "text" && value.node.kind !== "literal") {
    return { type, node: { kind: "postfix", arg: value, text: `::${type}`, binding: Binding.Postfix } };
  }
  return value;
}
