import { type AnyExpression, Binding } from "../spec/expression.ts";
import type { Table, TableName } from "../spec/table.ts";
import type { Assignment, WriteNode } from "../spec/write.ts";
import type { ExpressionPrinter } from "./print.ts";
import { type ColumnStep, rowVariableOf } from "./row-variable.ts";

/** A write as lines of plpgsql. */
export function printWrite(node: WriteNode, printer: ExpressionPrinter, indent: number): string[] {
  const pad = " ".repeat(indent);
  switch (node.kind) {
    case "insert": {
      const { steps, values } = prepared(printer, node, node.table, indent);
      return [...steps, ...printInsert(printer, node.table, values, node.orIgnore, indent)];
    }
    case "put": {
      const { steps, values } = prepared(printer, node, node.row.table, indent);
      return [
        `${pad}if ${printer.print(node.row.found, indent + 3)} then`,
        `${pad}  delete from ${node.row.table.name}`,
        `${pad}  where ${printer.print(node.row.whereAgain, indent + 4)};`,
        `${pad}end if;`,
        ...steps,
        ...printInsert(printer, node.row.table, values, false, indent),
      ];
    }
    case "update": {
      const { steps, values } = prepared(printer, node, node.row.table, indent);
      const where = printer.print(node.row.whereAgain, indent + 2);
      return [...steps, ...printUpdate(printer, node.row.table, values, where, indent)];
    }
    case "updateAll":
      return printUpdate(printer, node.table, node.values, printer.print(node.where, indent + 2), indent);
    case "removeAll":
      return [`${pad}delete from ${node.table.name}`, `${pad}where ${printer.print(node.where, indent + 2)};`];
    case "perform":
      return [`${pad}perform ${printer.print(node.call, indent + 2)};`];
    case "insertEach": {
      const where = node.rows.where === undefined ? [] : [`${pad}where ${printer.print(node.rows.where, indent + 2)}`];
      return ended([
        ...insertHead(node.table, node.values, pad),
        `${pad}select`,
        ...valueLines(printer, node.table, node.values, pad, indent),
        `${pad}from ${printer.printParts(node.rows.from, indent + 2)}`,
        ...where,
        ...(node.orIgnore ? [`${pad}on conflict do nothing`] : []),
        ...(node.orUpdate === undefined ? [] : printOnConflictUpdate(node.orUpdate, node.values, pad)),
      ]);
    }
  }
}

function printOnConflictUpdate(key: readonly string[], values: readonly Assignment[], pad: string): string[] {
  const changed = values
    .map(({ column }) => column)
    .filter((column) => !key.includes(column) && column !== "created_at");
  return [
    `${pad}on conflict (${key.join(", ")}) do update`,
    `${pad}set`,
    ...changed.map(
      (column, index) => `${pad}  ${column} = excluded.${column}${index === changed.length - 1 ? "" : ","}`,
    ),
  ];
}

/** The steps that fill a wide row's variable, and the values that the write then has. */
function prepared(
  printer: ExpressionPrinter,
  node: Extract<WriteNode, { values: readonly Assignment[] }>,
  table: Table<TableName>,
  indent: number,
): { steps: readonly string[]; values: readonly Assignment[] } {
  const variable = rowVariableOf(node);
  if (variable === undefined) return { steps: [], values: node.values };
  const pad = " ".repeat(indent);
  const assign = ({ column, value }: ColumnStep, margin: number): string =>
    `${" ".repeat(margin)}${variable.name}.${column} := ${printValue(printer, table, column, value, margin)};`;
  const row =
    node.kind === "update"
      ? [
          `${pad}select ${table.name}.*`,
          `${pad}into ${variable.name}`,
          `${pad}from ${table.name}`,
          `${pad}where ${printer.print(node.row.whereAgain, indent + 2)}`,
          `${pad}limit 1;`,
        ]
      : [];
  const steps = variable.steps.flatMap((step) =>
    step.condition === undefined
      ? [assign(step, indent)]
      : [
          `${pad}if ${printer.print(step.condition, indent + 3, Binding.Or)} then`,
          assign(step, indent + 2),
          `${pad}end if;`,
        ],
  );
  return { steps: [...row, ...steps], values: variable.values };
}

function printInsert(
  printer: ExpressionPrinter,
  table: Table<TableName>,
  values: readonly Assignment[],
  orIgnore: boolean,
  indent: number,
): string[] {
  const pad = " ".repeat(indent);
  return ended([
    ...insertHead(table, values, pad),
    `${pad}values (`,
    ...valueLines(printer, table, values, pad, indent),
    `${pad})`,
    ...(orIgnore ? [`${pad}on conflict do nothing`] : []),
  ]);
}

function insertHead(table: Table<TableName>, values: readonly Assignment[], pad: string): string[] {
  const columns = values.map(({ column }) => column).join(", ");
  const flat = `${pad}insert into ${table.name} (${columns})`;
  if (flat.length <= 110) return [flat];
  return [
    `${pad}insert into ${table.name} (`,
    ...fill(
      values.map(({ column }) => column),
      `${pad}  `,
    ),
    `${pad})`,
  ];
}

/** Names, as many a line as fit. */
function fill(names: readonly string[], pad: string): string[] {
  const lines: string[] = [];
  let line = pad;
  names.forEach((name, index) => {
    const piece = index === names.length - 1 ? name : `${name},`;
    if (line.length > pad.length && line.length + piece.length > 108) {
      lines.push(line.trimEnd());
      line = pad;
    }
    line += `${piece} `;
  });
  lines.push(line.trimEnd());
  return lines;
}

function valueLines(
  printer: ExpressionPrinter,
  table: Table<TableName>,
  values: readonly Assignment[],
  pad: string,
  indent: number,
): string[] {
  return values.map(({ column, value }, index) => {
    const comma = index === values.length - 1 ? "" : ",";
    return `${pad}  ${printValue(printer, table, column, value, indent + 2)}${comma}`;
  });
}

function printUpdate(
  printer: ExpressionPrinter,
  table: Table<TableName>,
  values: readonly Assignment[],
  where: string,
  indent: number,
): string[] {
  const pad = " ".repeat(indent);
  const lines = values.map(({ column, value }, index) => {
    const comma = index === values.length - 1 ? "" : ",";
    return `${pad}  ${column} = ${printValue(printer, table, column, value, indent + 2)}${comma}`;
  });
  return [`${pad}update ${table.name}`, `${pad}set`, ...lines, `${pad}where ${where};`];
}

/**
 * A value for a column. A text that goes into an enum column is cast, since Postgres does not do so by itself; a time that
 * goes into a column with time zone is said to be UTC, whatever the session's time zone.
 */
function printValue(
  printer: ExpressionPrinter,
  table: Table<TableName>,
  column: string,
  value: AnyExpression,
  indent: number,
): string {
  const columnType = table.columns[column]?.type;
  const text = printer.print(value, indent);
  if (columnType === "timestamp with time zone" && value.type === "timestamp without time zone") {
    return value.node.kind === "reference" ? `${text} at time zone 'UTC'` : `(${text}) at time zone 'UTC'`;
  }
  if (columnType === undefined || value.node.kind === "literal" || !isEnum(columnType) || value.type === columnType) {
    return text;
  }
  return value.type === "text" ? `(${text})::${columnType}` : text;
}

const builtIn =
  /^(boolean|integer|bigint|smallint|numeric|double precision|text|bytea|jsonb?|character varying.*|timestamp.*|date|uuid|.*\[\])$/;

function isEnum(type: string): boolean {
  return !builtIn.test(type);
}

function ended(lines: readonly string[]): string[] {
  return lines.map((line, index) => (index === lines.length - 1 ? `${line};` : line));
}
