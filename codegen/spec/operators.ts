import type { enums } from "../generated/catalog.ts";
import {
  type AnyExpression,
  Binding,
  callOf,
  type Expression,
  type ExpressionNode,
  expression,
  type Json,
  lift,
  liftAny,
  type Value,
} from "./expression.ts";

function comparison(symbol: string) {
  return <T>(left: Value<T>, right: Value<NoInfer<T> | null>): Expression<boolean> =>
    expression("boolean", {
      kind: "operator",
      symbol,
      left: lift(left),
      right: lift(right),
      binding: Binding.Comparison,
    });
}

/** `left = right`; unknown (and so not true) when either is NULL. */
export const eq = comparison("=");
/** `left <> right`; unknown when either is NULL: to refuse a difference, ensure `eq`. */
export const ne = comparison("<>");
/** `left < right`. */
export const lt = comparison("<");
/** `left <= right`. */
export const le = comparison("<=");
/** `left > right`. */
export const gt = comparison(">");
/** `left >= right`. */
export const ge = comparison(">=");
/** Different, where NULL equals NULL and differs from everything else. */
export const differs = comparison("is distinct from");
/** Equal, where NULL equals NULL. */
export const same = comparison("is not distinct from");

/** All of the conditions hold. */
export function and(...conditions: readonly Expression<boolean | null>[]): Expression<boolean> {
  return expression("boolean", { kind: "logic", word: "and", args: conditions });
}

/** At least one of the conditions holds. */
export function or(...conditions: readonly Expression<boolean | null>[]): Expression<boolean> {
  return expression("boolean", { kind: "logic", word: "or", args: conditions });
}

const opposites: Readonly<Record<string, string>> = {
  "is null": "is not null",
  "is not null": "is null",
  "is true": "is not true",
  "is not true": "is true",
  "is false": "is not false",
  "is not false": "is false",
};

/** The comparisons and what each is when it does not hold; unknown is unknown in both. */
const oppositeComparisons: Readonly<Record<string, string>> = {
  "=": "<>",
  "<>": "=",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
  "is distinct from": "is not distinct from",
  "is not distinct from": "is distinct from",
};

/** The condition does not hold; unknown stays unknown. */
export function not(condition: Expression<boolean | null>): Expression<boolean> {
  return expression("boolean", negationOf(condition) ?? { kind: "not", arg: condition });
}

/** A condition's opposite in words of its own, undefined where only `not` says it. */
function negationOf(condition: AnyExpression): ExpressionNode | undefined {
  const { node } = condition;
  switch (node.kind) {
    case "not":
      return node.arg.node;
    case "in":
    case "among":
    case "between":
      return { ...node, negated: !node.negated };
    case "postfix": {
      const text = opposites[node.text];
      return text === undefined ? undefined : { ...node, text };
    }
    case "operator": {
      const symbol = oppositeComparisons[node.symbol];
      return symbol === undefined ? undefined : { ...node, symbol };
    }
    case "logic": {
      // De Morgan: a conjunction only where no part needs a `not`, since its opposite needs parentheses.
      const args = node.args.map((arg) => {
        const negated = negationOf(arg) ?? (node.word === "or" ? plainNegationOf(arg) : undefined);
        return negated === undefined ? undefined : expression<boolean>("boolean", negated);
      });
      const all = args.filter((arg) => arg !== undefined);
      return all.length < args.length
        ? undefined
        : { kind: "logic", word: node.word === "and" ? "or" : "and", args: all };
    }
    default:
      return undefined;
  }
}

/** `not` before something that needs no parentheses. */
function plainNegationOf(condition: AnyExpression): ExpressionNode | undefined {
  return ["call", "named", "exists"].includes(condition.node.kind) ? { kind: "not", arg: condition } : undefined;
}

/** The condition is false or unknown, in the shortest words. */
export function fails(condition: Expression<boolean | null>): Expression<boolean> {
  if (!isNullable(condition)) {
    return not(condition);
  }
  const { node } = condition;
  if (node.kind === "operator" && node.symbol === "=" && !(isNullable(node.left) && isNullable(node.right))) {
    return expression("boolean", { ...node, symbol: "is distinct from" });
  }
  if (node.kind === "operator" && node.symbol === "<>" && isLiteral(node.right)) {
    return eq<unknown>(coalesce<unknown>(node.left, node.right), node.right);
  }
  return isNotTrue(condition);
}

function isLiteral({ node }: AnyExpression): boolean {
  return node.kind === "literal" && node.value !== null;
}

/**
 * Whether an expression can be NULL, by its form; a condition that cannot is true or false, never unknown.
 * @returns true where that is not known
 */
export function isNullable({ node }: AnyExpression): boolean {
  switch (node.kind) {
    case "literal":
      return node.value === null;
    case "reference":
    case "column":
      return node.nullable;
    case "named":
      return isNullable(node.named.value);
    case "call":
      return node.nullable && !(node.name === "coalesce" && node.args.some((arg) => !isNullable(arg)));
    case "operator":
      if (node.symbol.endsWith("distinct from")) {
        return false;
      }
      return node.symbol.startsWith("->") || isNullable(node.left) || isNullable(node.right);
    case "logic":
      return node.args.some(isNullable);
    case "not":
    case "between":
      return isNullable(node.arg);
    case "in":
      return isNullable(node.arg) || node.choices.some(isNullable);
    case "postfix":
      return !(node.text in opposites) && isNullable(node.arg);
    case "case":
      return (
        node.otherwise === undefined || [node.otherwise, ...node.branches.map(({ result }) => result)].some(isNullable)
      );
    case "exists":
    case "passes":
      return false;
    case "among":
    case "template":
      return true;
  }
}

/** The same condition for a place where unknown counts as false anyhow: what only turns it into false goes. */
export function asCondition(condition: AnyExpression): AnyExpression {
  const { type, node } = condition;
  if (node.kind === "postfix" && node.text === "is true") {
    return asCondition(node.arg);
  }
  return node.kind === "logic" ? { type, node: { ...node, args: node.args.map(asCondition) } } : condition;
}

/** The value is NULL. */
export function isNull(value: Expression<unknown>): Expression<boolean> {
  return expression("boolean", { kind: "postfix", arg: value, text: "is null", binding: Binding.Comparison });
}

/** The value is not NULL. */
export function isNotNull(value: Expression<unknown>): Expression<boolean> {
  return expression("boolean", { kind: "postfix", arg: value, text: "is not null", binding: Binding.Comparison });
}

/** The condition is true: false and unknown both count as no. */
export function isTrue(condition: Expression<boolean | null>): Expression<boolean> {
  if (!isNullable(condition)) {
    return expression("boolean", condition.node);
  }
  return expression("boolean", { kind: "postfix", arg: condition, text: "is true", binding: Binding.Comparison });
}

/** The condition is false: true and unknown both count as no. */
export function isFalse(condition: Expression<boolean | null>): Expression<boolean> {
  if (!isNullable(condition)) {
    return not(condition);
  }
  return expression("boolean", { kind: "postfix", arg: condition, text: "is false", binding: Binding.Comparison });
}

/** The condition is false or unknown. */
export function isNotTrue(condition: Expression<boolean | null>): Expression<boolean> {
  if (!isNullable(condition)) {
    return not(condition);
  }
  return expression("boolean", { kind: "postfix", arg: condition, text: "is not true", binding: Binding.Comparison });
}

/** The value is one of those listed. */
export function isOneOf<T>(value: Expression<T>, choices: readonly Value<NoInfer<T>>[]): Expression<boolean> {
  return expression("boolean", {
    kind: "in",
    arg: value,
    choices: choices.map((choice) => lift(choice)),
    negated: false,
  });
}

/** The first value that is not NULL. */
export function coalesce<T>(value: Expression<T | null>, otherwise: Value<T>): Expression<T>;
export function coalesce<T>(value: Expression<T | null>, ...others: Value<T | null>[]): Expression<T | null>;
export function coalesce<T>(value: Expression<T | null>, ...others: Value<T | null>[]): Expression<T | null> {
  return callOf(value.type, "coalesce", [value, ...others.map((other) => lift(other))]);
}

/** One value or another, by a condition (unknown counts as no). */
export function choose<T>(condition: Expression<boolean | null>, then: Value<T>, otherwise: Value<T>): Expression<T> {
  const thenValue = lift(then);
  const otherwiseValue = lift(otherwise);
  return expression(isNullLiteral(thenValue) ? otherwiseValue.type : thenValue.type, {
    kind: "case",
    branches: [{ when: condition, result: thenValue }],
    otherwise: otherwiseValue,
  });
}

function isNullLiteral(value: Expression<unknown>): boolean {
  return value.node.kind === "literal" && value.node.value === null;
}

/** The types to which a value may be cast: the database's enums, and some of Postgres' own. */
type CastTypes = { readonly [E in keyof typeof enums]: (typeof enums)[E][number] } & {
  readonly text: string;
  readonly integer: number;
  readonly jsonb: Json;
};

/**
 * The value as another Postgres type; NULL stays NULL. Only where the cast cannot fail: a failing cast would stop the
 * indexer.
 */
export function cast<V, C extends keyof CastTypes>(
  value: Expression<V> | (V & string),
  type: C,
): Expression<CastTypes[C] | Extract<V, null>> {
  return expression(type, { kind: "postfix", arg: liftAny(value), text: `::${type}`, binding: Binding.Postfix });
}

/** The value, of which a rule has shown that it is not NULL: only its type changes. */
export function shown<T>(value: Expression<T | null>): Expression<T> {
  return expression(value.type, value.node);
}

/** The value is one of those in an array; unknown when either is NULL. */
export function isAmong<T>(value: Expression<T>, array: Expression<NoInfer<T>[] | null>): Expression<boolean> {
  return expression("boolean", { kind: "among", arg: value, array, negated: false });
}

/** An array of one value. */
export function listOf<T>(value: Expression<T>): Expression<T[]> {
  return expression(`${value.type}[]`, { kind: "template", parts: ["array[", value, "]"], binding: Binding.Atom });
}

/** A JSON object with these members; SQL NULL becomes JSON's null. */
export function jsonObject(
  members: Readonly<Record<string, Expression<unknown> | string | number | boolean | null>>,
): Expression<Json> {
  return callOf(
    "jsonb",
    "jsonb_build_object",
    Object.entries(members).flatMap(([name, value]) => [lift<string>(name), liftAny(value)]),
    false,
  );
}

/** A jsonb constant. */
export function jsonLiteral(value: unknown): Expression<Json> {
  return cast(lift<string>(JSON.stringify(value)), "jsonb");
}

/** Text with values in it, for the reason of a rejection: text`track ${id} does not exist`. */
export function text(
  strings: TemplateStringsArray,
  ...values: readonly (Expression<unknown> | string | number)[]
): Expression<string> {
  let pattern = "";
  const args: Expression<unknown>[] = [];
  strings.forEach((part, index) => {
    const given = values[index];
    pattern += part.replaceAll("%", "%%");
    if (typeof given === "object") {
      pattern += "%s";
      args.push(given);
    } else if (given !== undefined) {
      pattern += String(given).replaceAll("%", "%%");
    }
  });
  return args.length === 0
    ? lift<string>(pattern.replaceAll("%%", "%"))
    : callOf("text", "format", [lift<string>(pattern), ...args], false);
}
