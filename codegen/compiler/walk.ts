import type { AnyExpression, ColumnSource, ExpressionNode, NamedValue } from "../spec/expression.ts";

/** Calls back for every expression in a tree, the named values' own expressions excepted. */
export function walk(expression: AnyExpression, visit: (node: ExpressionNode) => void): void {
  const { node } = expression;
  visit(node);
  for (const child of childrenOf(node)) walk(child, visit);
}

function childrenOf(node: ExpressionNode): readonly AnyExpression[] {
  switch (node.kind) {
    case "literal":
    case "reference":
    case "column":
    case "named":
      return [];
    case "call":
    case "logic":
    case "passes":
      return node.args;
    case "operator":
      return [node.left, node.right];
    case "not":
    case "postfix":
      return [node.arg];
    case "case":
      return [
        ...node.branches.flatMap(({ when, result }) => [when, result]),
        ...(node.otherwise === undefined ? [] : [node.otherwise]),
      ];
    case "template":
      return node.parts.filter((part) => typeof part !== "string");
    case "exists":
      return [
        ...node.query.from.filter((part) => typeof part !== "string"),
        ...(node.query.where === undefined ? [] : [node.query.where]),
      ];
  }
}

/** What an expression needs to have been read: rows and records by their column source, and named values. */
export interface Needs {
  readonly columns: readonly { readonly source: ColumnSource; readonly column: string }[];
  readonly values: readonly NamedValue[];
}

/** The columns and the named values in some expressions. */
export function needsOf(expressions: readonly AnyExpression[]): Needs {
  const columns: { source: ColumnSource; column: string }[] = [];
  const values: NamedValue[] = [];
  for (const each of expressions) {
    walk(each, (node) => {
      if (node.kind === "column") columns.push({ source: node.source, column: node.column });
      if (node.kind === "named") values.push(node.named);
    });
  }
  return { columns, values };
}
