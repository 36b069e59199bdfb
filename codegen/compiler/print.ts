import { type AnyExpression, Binding, type ExpressionNode, type SubQuery } from "../spec/expression.ts";

const lineWidth = 100;

/** A string as an SQL literal. */
export function quote(text: string): string {
  return text.includes("\\")
    ? ` E'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`.trimStart()
    : `'${text.replaceAll("'", "''")}'`;
}

/** How tightly a printed node binds. */
function bindingOf(node: ExpressionNode): Binding {
  switch (node.kind) {
    case "literal":
    case "reference":
    case "column":
    case "named":
    case "call":
    case "exists":
      return Binding.Atom;
    // In parentheses wherever it is a part: plpgsql ends an IF's condition at the first THEN outside of any.
    case "case":
      return Binding.Any;
    case "operator":
    case "postfix":
    case "template":
      return node.binding;
    case "logic":
      return node.word === "and" ? Binding.And : Binding.Or;
    case "not":
      return Binding.Not;
  }
}

/**
 * An expression as SQL text.
 * @param indent spaces before the lines that follow the first, should the text need more than one
 * @param least the binding that the context asks for: what binds less is put in parentheses
 */
export function printExpression(expression: AnyExpression, indent = 0, least: Binding = Binding.Any): string {
  const { node } = expression;
  const text = printNode(node, indent);
  return bindingOf(node) < least ? `(${text})` : text;
}

function printNode(node: ExpressionNode, indent: number): string {
  switch (node.kind) {
    case "literal":
      return node.value === null ? "null" : typeof node.value === "string" ? quote(node.value) : String(node.value);
    case "reference":
      return node.text;
    case "column":
      return `${node.source.sourceName()}.${node.column}`;
    case "named":
      if (node.named.name === undefined) throw new Error("a value has no name: give it back from reads");
      return node.named.name;
    case "call":
      return printCall(node.name, node.args, indent);
    case "operator":
      return `${printExpression(node.left, indent, node.binding)} ${node.symbol} ${printExpression(node.right, indent, node.binding + 1)}`;
    case "logic":
      return printLogic(node.word, node.args, indent);
    case "not":
      return `not ${printExpression(node.arg, indent + 4, Binding.Other)}`;
    case "postfix":
      return node.text.startsWith("::")
        ? `${printExpression(node.arg, indent, Binding.Postfix)}${node.text}`
        : `${printExpression(node.arg, indent, Binding.Other)} ${node.text}`;
    case "case":
      return printCase(node, indent);
    case "template":
      return node.parts
        .map((part) => (typeof part === "string" ? part : printExpression(part, indent, Binding.Postfix)))
        .join("");
    case "exists":
      return `exists (${printQuery(node.query, indent + 2)})`;
  }
}

function printCall(name: string, args: readonly AnyExpression[], indent: number): string {
  const flat = `${name}(${args.map((arg) => printExpression(arg, indent)).join(", ")})`;
  if (flat.length + indent <= lineWidth || args.length < 2) return flat;
  const inner = " ".repeat(indent + 2);
  return `${name}(\n${args.map((arg) => inner + printExpression(arg, indent + 2)).join(",\n")}\n${" ".repeat(indent)})`;
}

function printLogic(word: "and" | "or", args: readonly AnyExpression[], indent: number): string {
  const texts = args.map((arg) => printExpression(arg, indent + 2, word === "or" ? Binding.And : Binding.Not));
  const flat = texts.join(` ${word} `);
  if (flat.length + indent <= lineWidth && !flat.includes("\n")) return flat;
  return texts.join(`\n${" ".repeat(indent)}${word} `);
}

function printCase(node: Extract<ExpressionNode, { kind: "case" }>, indent: number): string {
  const branches = node.branches.map(
    ({ when, result }) => `when ${printExpression(when, indent + 4)} then ${printExpression(result, indent + 4)}`,
  );
  const otherwise = node.otherwise === undefined ? [] : [`else ${printExpression(node.otherwise, indent + 4)}`];
  const flat = `case ${[...branches, ...otherwise].join(" ")} end`;
  if (flat.length + indent <= lineWidth + 20 && !flat.includes("\n")) return flat;
  const inner = " ".repeat(indent + 2);
  return `case\n${[...branches, ...otherwise].map((line) => inner + line).join("\n")}\n${" ".repeat(indent)}end`;
}

/** `select from … where …`, for exists(). */
function printQuery(query: SubQuery, indent: number): string {
  const from = printParts(query.from, indent);
  const where = query.where === undefined ? "" : `where ${printExpression(query.where, indent + 2)}`;
  const flat = `select from ${from} ${where}`.trimEnd();
  if (flat.length + indent <= lineWidth && !flat.includes("\n")) return flat;
  const line = `\n${" ".repeat(indent)}`;
  return `${line}select from ${from}${line}${where}\n${" ".repeat(indent - 2)}`;
}

/** SQL text with expressions in it. */
export function printParts(parts: readonly (string | AnyExpression)[], indent: number): string {
  return parts.map((part) => (typeof part === "string" ? part : printExpression(part, indent))).join("");
}
