import { enums } from "../generated/catalog.ts";
import { type AnyExpression, Binding } from "../spec/expression.ts";
import type { Table, TableName } from "../spec/table.ts";
import type { Assignment, WriteNode } from "../spec/write.ts";
import { type Doc, fill, group, join, layOut, line, nest, softLine } from "./layout.ts";
import type { ExpressionPrinter } from "./print.ts";

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
      return updateLines(node.row.table, node.values, node.row.whereAgain, printer, indent);
    case "updateAll":
      return updateLines(node.table, node.values, node.where, printer, indent);
    case "removeAll":
      return deleteLines(node.table, node.where, printer, indent);
    case "perform":
      return statement([["perform ", printer.print(node.call)]], indent);
    case "insertEach": {
      const { table, values, rows, orIgnore, orUpdate } = node;
      return statement(
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
    return [...deleteLines(row.table, row.whereAgain, printer, indent), ...insert];
  }
  return [
    ...layOut(["if ", printer.condition(row.found), " then"], indent),
    ...deleteLines(row.table, row.whereAgain, printer, indent + 2),
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
  return statement(
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
  table: Table<TableName>,
  values: readonly Assignment[],
  where: AnyExpression,
  printer: ExpressionPrinter,
  indent: number,
): string[] {
  const printed = valuesFor(table, values, printer);
  const items = values.map(({ column }, index): Doc => [`${column} = `, printed[index] ?? []]);
  return statement(
    [
      `update ${table.name}`,
      group(["set", nest(2, [line, listOf(values, items)])]),
      ["where ", nest(2, printer.condition(where))],
    ],
    indent,
  );
}

function deleteLines(
  table: Table<TableName>,
  where: AnyExpression,
  printer: ExpressionPrinter,
  indent: number,
): string[] {
  return statement([`delete from ${table.name}`, ["where ", nest(2, printer.condition(where))]], indent);
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
