import {
  type AnyExpression,
  Binding,
  type ColumnSource,
  type ExpressionNode,
  lift,
  type NamedValue,
} from "../spec/expression.ts";
import { asCondition } from "../spec/operators.ts";
import { type Doc, fill, group, join, layOut, line, nest, parenthesized, softLine } from "./layout.ts";
import { literal } from "./literal.ts";
import type { NamedReads } from "./named-reads.ts";

type Case = Extract<ExpressionNode, { kind: "case" }>;
type Call = Extract<ExpressionNode, { kind: "call" }>;
type Logic = Extract<ExpressionNode, { kind: "logic" }>;

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
    case "in":
    case "among":
    case "between":
    case "passes":
      return Binding.Comparison;
  }
}

/** A choice by the value of one expression. */
export interface Choice {
  readonly subject: Doc;
  readonly choices: readonly Doc[];
  readonly results: readonly AnyExpression[];
  readonly otherwise: AnyExpression;
}

/** Prints the expressions of one function as SQL. */
export class ExpressionPrinter {
  /**
   * @param schema the schema of the generated functions, in which a rule set is called
   * @param reads the names of what was read
   */
  constructor(
    readonly schema: string,
    readonly reads: NamedReads,
  ) {}

  /** An expression as SQL text on one line. */
  text(expression: AnyExpression): string {
    return layOut(this.print(expression), 0, Number.POSITIVE_INFINITY).join(" ");
  }

  /**
   * An expression as SQL.
   * @param least the binding that the context asks for: what binds less is put in parentheses
   */
  print(expression: AnyExpression, least: Binding = Binding.Any): Doc {
    const { node } = expression;
    const doc = this.#node(node);
    if (bindingOf(node) >= least) {
      return doc;
    }
    return ["(", nest(1, doc), ")"];
  }

  /** A condition of an IF, a WHERE or a WHEN, where unknown is as good as false. */
  condition(expression: AnyExpression): Doc {
    // The THEN of a CASE outside of parentheses would end the condition of an IF.
    return this.print(asCondition(expression), Binding.Or);
  }

  /** SQL text with expressions in it. */
  printParts(parts: readonly (string | AnyExpression)[]): Doc {
    return parts.map((part) => (typeof part === "string" ? part : this.print(part)));
  }

  #node(node: ExpressionNode): Doc {
    switch (node.kind) {
      case "literal":
        return typeof node.value === "string" ? literal(node.value) : String(node.value);
      case "reference":
        return node.text;
      case "column":
        return `${this.#sourceName(node.source)}.${node.column}`;
      case "named":
        return this.#valueName(node.named);
      case "call":
        return [node.name, parenthesized(this.#arguments(node))];
      case "operator":
        return [this.print(node.left, node.binding), ` ${node.symbol} `, this.print(node.right, node.binding + 1)];
      case "logic":
        return this.#logic(node);
      case "not":
        return ["not ", hanging(4, node.arg, this.print(node.arg, Binding.Other))];
      case "in":
        return [
          this.print(node.arg, Binding.Other),
          node.negated ? " not in (" : " in (",
          group([nest(2, [softLine, fill(node.choices.map((choice) => this.print(choice)))]), softLine]),
          ")",
        ];
      case "among":
        return [
          this.print(node.arg, Binding.Other),
          node.negated ? " <> all (" : " = any (",
          this.print(node.array),
          ")",
        ];
      case "between":
        return [
          this.print(node.arg, Binding.Other),
          `${node.negated ? " not" : ""} between ${node.least} and ${node.most}`,
        ];
      case "postfix":
        return node.text.startsWith("::")
          ? [this.print(node.arg, Binding.Postfix), node.text]
          : [this.print(node.arg, Binding.Other), ` ${node.text}`];
      case "case":
        return this.#case(node);
      case "template":
        return node.parts.map((part) => (typeof part === "string" ? part : this.print(part, Binding.Postfix)));
      case "exists": {
        const { from, where } = node.query;
        const condition = where === undefined ? [] : [line, "where ", nest(2, this.condition(where))];
        return group([
          "exists (",
          nest(2, [softLine, "select from ", this.printParts(from), condition]),
          softLine,
          ")",
        ]);
      }
      case "passes":
        return [
          `(${this.schema}.${node.ruleSet.name}`,
          parenthesized(node.args.map((arg) => this.print(arg))),
          ").code is null",
        ];
    }
  }

  /** The arguments of a call; of a function that takes names and values in turns, a pair each. */
  #arguments({ name, args }: Call): Doc[] {
    const printed = args.map((arg) => this.print(arg));
    return name === "jsonb_build_object"
      ? printed.flatMap((doc, index) => (index % 2 === 0 ? [[doc, ", ", printed[index + 1] ?? []]] : []))
      : printed;
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

  #logic({ word, args }: Logic): Doc {
    const parts = args
      .flatMap((arg) => (arg.node.kind === "logic" && arg.node.word === word ? arg.node.args : [arg]))
      .map((arg) => hanging(2, arg, this.print(arg, word === "or" ? Binding.And : Binding.Not)));
    return group(join([line, `${word} `], parts));
  }

  /** A CASE that compares one expression with literals, taken apart; undefined for any other expression. */
  choiceOf({ node }: AnyExpression): Choice | undefined {
    if (node.kind !== "case") {
      return undefined;
    }
    const { branches, otherwise } = flattened(node);
    const subject = this.#subjectOf(branches);
    return subject === undefined
      ? undefined
      : {
          subject,
          choices: branches.map(({ when }) => this.print(choiceOf(when))),
          results: branches.map(({ result }) => result),
          otherwise: otherwise ?? lift(null),
        };
  }

  #case(node: Case): Doc {
    const { branches, otherwise } = flattened(node);
    const subject = this.#subjectOf(branches);
    const lines = branches.map(({ when, result }) =>
      group([
        "when ",
        nest(2, subject === undefined ? this.condition(when) : this.print(choiceOf(when))),
        " then",
        nest(2, [line, this.print(result)]),
      ]),
    );
    const last =
      otherwise === undefined || isNullLiteral(otherwise)
        ? []
        : [group(["else", nest(2, [" ", this.print(otherwise)])])];
    const head = subject === undefined ? "case" : ["case ", subject];
    return group([head, nest(2, [line, join(line, [...lines, ...last])]), line, "end"]);
  }

  /** The expression that all branches compare with a literal, if there are several and they do. */
  #subjectOf(branches: Case["branches"]): Doc | undefined {
    const subjects = branches.map(({ when: { node } }) =>
      node.kind === "operator" && node.symbol === "=" && node.right.node.kind === "literal"
        ? this.text(node.left)
        : undefined,
    );
    const [first] = subjects;
    return subjects.length > 1 && subjects.every((subject) => subject === first) ? first : undefined;
  }
}

/** Indents the further lines of a condition of several parts under its first; other expressions go on where their line began. */
export function hanging(by: number, { node }: AnyExpression, doc: Doc): Doc {
  return node.kind === "logic" || (node.kind === "not" && node.arg.node.kind === "logic") ? nest(by, doc) : doc;
}

function choiceOf(when: AnyExpression): AnyExpression {
  return when.node.kind === "operator" ? when.node.right : when;
}

/** A CASE in the ELSE of another goes on with its branches. */
function flattened(node: Case): Case {
  const inner = node.otherwise?.node;
  if (inner?.kind !== "case") {
    return node;
  }
  const { branches, otherwise } = flattened(inner);
  return { ...node, branches: [...node.branches, ...branches], otherwise };
}

function isNullLiteral({ node }: AnyExpression): boolean {
  return node.kind === "literal" && node.value === null;
}
