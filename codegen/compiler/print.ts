import {
  type AnyExpression,
  Binding,
  type ColumnSource,
  type ExpressionNode,
  type NamedValue,
  type SubQuery,
} from "../spec/expression.ts";
import type { NamedReads } from "./named-reads.ts";

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
    case "passes":
      return Binding.Comparison;
  }
}

/** Prints the expressions of one function as SQL text. */
export class ExpressionPrinter {
  /**
   * @param schema the schema of the generated functions, in which a rule set is called
   * @param reads the names of what was read
   */
  constructor(
    readonly schema: string,
    readonly reads: NamedReads,
  ) {}

  /**
   * An expression as SQL text.
   * @param indent spaces before the lines that follow the first, should the text need more than one
   * @param least the binding that the context asks for: what binds less is put in parentheses
   */
  print(expression: AnyExpression, indent = 0, least: Binding = Binding.Any): string {
    const { node } = expression;
    const text = this.#node(node, indent);
    return bindingOf(node) < least ? `(${text})` : text;
  }

  /** SQL text with expressions in it. */
  printParts(parts: readonly (string | AnyExpression)[], indent: number): string {
    return parts.map((part) => (typeof part === "string" ? part : this.print(part, indent))).join("");
  }

  #node(node: ExpressionNode, indent: number): string {
    switch (node.kind) {
      case "literal":
        return node.value === null ? "null" : typeof node.value === "string" ? quote(node.value) : String(node.value);
      case "reference":
        return node.text;
      case "column":
        return `${this.#sourceName(node.source)}.${node.column}`;
      case "named":
        return this.#valueName(node.named);
      case "call":
        return this.#call(node.name, node.args, indent);
      case "operator":
        return `${this.print(node.left, indent, node.binding)} ${node.symbol} ${this.print(node.right, indent, node.binding + 1)}`;
      case "logic":
        return this.#logic(node.word, node.args, indent);
      case "not":
        return `not ${this.print(node.arg, indent + 4, Binding.Other)}`;
      case "postfix":
        return node.text.startsWith("::")
          ? `${this.print(node.arg, indent, Binding.Postfix)}${node.text}`
          : `${this.print(node.arg, indent, Binding.Other)} ${node.text}`;
      case "case":
        return this.#case(node, indent);
      case "template":
        return node.parts
          .map((part) => (typeof part === "string" ? part : this.print(part, indent, Binding.Postfix)))
          .join("");
      case "exists":
        return `exists (${this.#query(node.query, indent + 2)})`;
      case "passes":
        return `(${this.schema}.${node.ruleSet}(${node.args.map((arg) => this.print(arg, indent, Binding.Postfix)).join(", ")})).code is null`;
    }
  }

  #sourceName(source: ColumnSource): string {
    if (source.kind === "named") {
      return source.name;
    }
    const name = this.reads.nameOf(source);
    if (name === undefined) {
      throw new Error(`${source.what} has no name: give it back from reads`);
    }
    return name;
  }

  #valueName(value: NamedValue): string {
    const name = this.reads.nameOf(value);
    if (name === undefined) {
      throw new Error("a value has no name: give it back from reads");
    }
    return name;
  }

  #call(name: string, args: readonly AnyExpression[], indent: number): string {
    const flat = `${name}(${args.map((arg) => this.print(arg, indent)).join(", ")})`;
    if (flat.length + indent <= lineWidth || args.length < 2) return flat;
    const inner = " ".repeat(indent + 2);
    return `${name}(\n${args.map((arg) => inner + this.print(arg, indent + 2)).join(",\n")}\n${" ".repeat(indent)})`;
  }

  #logic(word: "and" | "or", args: readonly AnyExpression[], indent: number): string {
    const texts = args.map((arg) => this.print(arg, indent + 2, word === "or" ? Binding.And : Binding.Not));
    const flat = texts.join(` ${word} `);
    if (flat.length + indent <= lineWidth && !flat.includes("\n")) return flat;
    return texts.join(`\n${" ".repeat(indent)}${word} `);
  }

  #case(node: Extract<ExpressionNode, { kind: "case" }>, indent: number): string {
    const branches = node.branches.map(
      ({ when, result }) => `when ${this.print(when, indent + 4)} then ${this.print(result, indent + 4)}`,
    );
    const otherwise = node.otherwise === undefined ? [] : [`else ${this.print(node.otherwise, indent + 4)}`];
    const flat = `case ${[...branches, ...otherwise].join(" ")} end`;
    if (flat.length + indent <= lineWidth + 20 && !flat.includes("\n")) return flat;
    const inner = " ".repeat(indent + 2);
    return `case\n${[...branches, ...otherwise].map((line) => inner + line).join("\n")}\n${" ".repeat(indent)}end`;
  }

  /** `select from … where …`, for exists(). */
  #query(query: SubQuery, indent: number): string {
    const from = this.printParts(query.from, indent);
    const where = query.where === undefined ? "" : `where ${this.print(query.where, indent + 2)}`;
    const flat = `select from ${from} ${where}`.trimEnd();
    if (flat.length + indent <= lineWidth && !flat.includes("\n")) return flat;
    const line = `\n${" ".repeat(indent)}`;
    return `${line}select from ${from}${line}${where}\n${" ".repeat(indent - 2)}`;
  }
}
