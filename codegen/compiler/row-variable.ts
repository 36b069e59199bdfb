import type { AnyExpression, ColumnSource, ExpressionNode } from "../spec/expression.ts";
import type { Table, TableName } from "../spec/table.ts";
import type { Assignment, WriteNode } from "../spec/write.ts";
import { mapChildren, walk } from "./walk.ts";

/**
 * Postgres sets up a statement's expressions at each execution, which for a wide row costs more than writing it, while plpgsql
 * keeps those of its assignments. So the values of a wide row are put into a row variable first, one statement each.
 */
export interface RowVariable {
  /** Bears the table's name. */
  readonly name: string;
  readonly type: string;
  /** What is assigned to its columns, in their order. */
  readonly steps: readonly ColumnStep[];
  /** The write's values, which read the variable where a step made them. */
  readonly values: readonly Assignment[];
}

/** A column of the variable gets its value; where there is a condition, only when it is true. */
export interface ColumnStep {
  readonly column: string;
  readonly value: AnyExpression;
  readonly condition: AnyExpression | undefined;
}

/** So many values that are computed make a row wide. */
const wide = 8;

/** The row variable of a write, undefined for one that needs none. */
export function rowVariableOf(node: WriteNode): RowVariable | undefined {
  if (node.kind !== "insert" && node.kind !== "put" && node.kind !== "update") return undefined;
  const table = node.kind === "insert" ? node.table : node.row.table;
  const movable = node.values.filter((assignment) => isComputed(assignment) && readsOnlyItself(assignment, table));
  if (movable.length < wide) return undefined;
  const name = `${table.name}_row`;
  const source: ColumnSource = { kind: "named", name };
  const moved = new Set(movable);
  return {
    name,
    type: table.name,
    steps: movable.map((assignment) => stepOf(assignment, table, source)),
    values: node.values.map((assignment) => {
      const { column, value } = assignment;
      const type = table.columns[column]?.type ?? value.type;
      return moved.has(assignment) ? { column, value: { type, node: { kind: "column", source, column } } } : assignment;
    }),
  };
}

function isComputed({ value }: Assignment): boolean {
  return !["literal", "reference", "column", "named"].includes(value.node.kind);
}

/** Of the table's columns a step may read its own alone: the others may be changed already. */
function readsOnlyItself({ column, value }: Assignment, table: Table<TableName>): boolean {
  let only = true;
  walk(value, (node) => {
    if (node.kind === "exists" || (isColumnOf(node, table) && node.column !== column)) only = false;
  });
  return only;
}

function isColumnOf(
  node: ExpressionNode,
  table: Table<TableName>,
): node is Extract<ExpressionNode, { kind: "column" }> {
  return node.kind === "column" && node.source.kind === "named" && node.source.name === table.name;
}

function stepOf({ column, value }: Assignment, table: Table<TableName>, source: ColumnSource): ColumnStep {
  const { node } = value;
  const [branch, ...more] = node.kind === "case" ? node.branches : [];
  const stays = node.kind === "case" && node.otherwise !== undefined && isColumnOf(node.otherwise.node, table);
  if (branch !== undefined && more.length === 0 && stays) {
    return {
      column,
      condition: readingVariable(branch.when, table, source),
      value: readingVariable(branch.result, table, source),
    };
  }
  return { column, condition: undefined, value: readingVariable(value, table, source) };
}

/** The same expression, with the table's columns read from the variable. */
function readingVariable(expression: AnyExpression, table: Table<TableName>, source: ColumnSource): AnyExpression {
  const { type, node } = expression;
  if (isColumnOf(node, table)) {
    return { type, node: { ...node, source } };
  }
  return mapChildren(expression, (child) => readingVariable(child, table, source));
}
