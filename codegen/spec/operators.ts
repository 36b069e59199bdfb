import type { enums } from "../generated/catalog.ts";
import {
  type AnyExpression,
  Binding,
  callOf,
  type Expression,
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
  const { node } = condition;
  if (node.kind === "not") return expression("boolean", node.arg.node);
  if (node.kind === "postfix") {
    const text = opposites[node.text];
    if (text !== undefined) return expression("boolean", { ...node, text });
  }
  if (node.kind === "operator") {
    const symbol = oppositeComparisons[node.symbol];
    if (symbol !== undefined) return expression("boolean", { ...node, symbol });
  }
  return expression("boolean", { kind: "not", arg: condition });
}

/** The condition is false or unknown, in the shortest words. */
export function fails(condition: Expression<boolean | null>): Expression<boolean> {
  if (isKnown(condition)) return not(condition);
  const { node } = condition;
  if (node.kind === "operator" && node.symbol === "=" && [node.left, node.right].some(isNotNullLiteral)) {
    return expression("boolean", { ...node, symbol: "is distinct from" });
  }
  return isNotTrue(condition);
}

function isNotNullLiteral({ node }: AnyExpression): boolean {
  return node.kind === "literal" && node.value !== null;
}

/** Whether the condition is true or false and never unknown, by its form. */
export function isKnown({ node }: AnyExpression): boolean {
  if (node.kind === "postfix") return node.text in opposites;
  if (node.kind === "operator") return node.symbol.endsWith("distinct from");
  if (node.kind === "not") return isKnown(node.arg);
  if (node.kind === "logic") return node.args.every(isKnown);
  return node.kind === "exists";
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
  return expression("boolean", { kind: "postfix", arg: condition, text: "is true", binding: Binding.Comparison });
}

/** The condition is false: true and unknown both count as no. */
export function isFalse(condition: Expression<boolean | null>): Expression<boolean> {
  return expression("boolean", { kind: "postfix", arg: condition, text: "is false", binding: Binding.Comparison });
}

/** The condition is false or unknown. */
export function isNotTrue(condition: Expression<boolean | null>): Expression<boolean> {
  return expression("boolean", { kind: "postfix", arg: condition, text: "is not true", binding: Binding.Comparison });
}

/** The value is one of those listed. */
export function isOneOf<T>(value: Expression<T>, choices: readonly Value<NoInfer<T>>[]): Expression<boolean> {
  const parts = choices.flatMap((choice, index) => (index === 0 ? [lift(choice)] : [", ", lift(choice)]));
  return expression("boolean", {
    kind: "template",
    parts: [value, " in (", ...parts, ")"],
    binding: Binding.Comparison,
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
  return expression("boolean", {
    kind: "template",
    parts: [value, " = any (", array, ")"],
    binding: Binding.Comparison,
  });
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
  if (args.length === 0) return lift<string>(pattern.replaceAll("%%", "%"));
  return callOf("text", "format", [lift<string>(pattern), ...args]);
}
