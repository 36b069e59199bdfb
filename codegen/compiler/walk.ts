import type {
  AnyExpression,
  ColumnSource,
  Expression,
  ExpressionNode,
  NamedValue,
  SubQuery,
} from "../spec/expression.ts";

/**
 * The same expression with its direct parts changed: the one place that knows which parts a node has. A named value is a
 * variable here; what it is computed from is not part of it.
 * @param change gives the part that takes the place of another
 */
export function mapChildren<T>(
  expression: Expression<T>,
  change: (child: AnyExpression) => AnyExpression,
): Expression<T> {
  const parts = (all: SubQuery["from"]) => all.map((part) => (typeof part === "string" ? part : change(part)));
  const changed = (node: ExpressionNode): Expression<T> => ({ ...expression, node });
  const { node } = expression;
  switch (node.kind) {
    case "literal":
    case "reference":
    case "column":
    case "named":
      return expression;
    case "call":
    case "logic":
    case "passes":
      return changed({ ...node, args: node.args.map(change) });
    case "operator":
      return changed({ ...node, left: change(node.left), right: change(node.right) });
    case "in":
      return changed({ ...node, arg: change(node.arg), choices: node.choices.map(change) });
    case "among":
      return changed({ ...node, arg: change(node.arg), array: change(node.array) });
    case "not":
    case "between":
    case "postfix":
      return changed({ ...node, arg: change(node.arg) });
    case "case":
      return changed({
        ...node,
        branches: node.branches.map(({ when, result }) => ({ when: change(when), result: change(result) })),
        otherwise: node.otherwise && change(node.otherwise),
      });
    case "template":
      return changed({ ...node, parts: parts(node.parts) });
    case "exists":
      return changed({
        ...node,
        query: { from: parts(node.query.from), where: node.query.where && change(node.query.where) },
      });
  }
}

/** Calls back for every expression in a tree, the named values' own expressions excepted. */
export function walk(expression: AnyExpression, visit: (expression: AnyExpression) => void): void {
  visit(expression);
  mapChildren(expression, (child) => {
    walk(child, visit);
    return child;
  });
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
    walk(each, ({ node }) => {
      if (node.kind === "column") {
        columns.push({ source: node.source, column: node.column });
      }
      if (node.kind === "named") {
        values.push(node.named);
      }
    });
  }
  return { columns, values };
}
