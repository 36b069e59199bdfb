import type { RuleSet } from "./rule.ts";

/**
 * Expressions: the typed tree of which rules and values are made. A value or a name enters the SQL only through
 * the constructors here, which quote it, so that nothing can be injected and the compiler can look inside.
 */

declare const valueType: unique symbol;

/** A JSON value: a jsonb in Postgres. */
export interface Json {
  readonly json: true;
}

/** A point in time: a timestamp without time zone, in UTC, in Postgres. */
export interface Time {
  readonly time: true;
}

/** A Postgres type, spelt as format_type gives it. */
export type SqlType =
  | "boolean"
  | "integer"
  | "bigint"
  | "numeric"
  | "double precision"
  | "text"
  | "jsonb"
  | "timestamp without time zone"
  | (string & {});

/** An SQL expression whose value has the TypeScript type T (null included where it may be NULL). */
export interface Expression<out T> {
  readonly [valueType]?: T;
  readonly type: SqlType;
  readonly node: ExpressionNode;
}

/** An expression of which only the SQL matters. */
export type AnyExpression = Expression<unknown>;

/** What may stand where a T is wanted: an expression, or a literal of TypeScript. */
export type Value<T> = Expression<T> | Extract<T, string | number | boolean | null>;

/**
 * Something whose columns can be named: a table or a variable by its own name, or something that was read, which goes by the name
 * under which `reads` gives it back. A source that was read is known by its identity: it must not be copied.
 */
export type ColumnSource =
  | { readonly kind: "named"; readonly name: string }
  /** `what`: place and kind, for the message when it has no name. */
  | { readonly kind: "read"; readonly what: string };

/** How tightly an expression binds when it is printed; higher binds tighter. */
export enum Binding {
  Any = 0,
  Or = 1,
  And = 2,
  Not = 3,
  Comparison = 4,
  Other = 5,
  Postfix = 6,
  Atom = 7,
}

/** The kinds of node of the tree: what the compiler walks and prints. */
export type ExpressionNode =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "reference"; readonly text: string; readonly nullable: boolean }
  | { readonly kind: "column"; readonly source: ColumnSource; readonly column: string; readonly nullable: boolean }
  | { readonly kind: "named"; readonly named: NamedValue }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly AnyExpression[];
      readonly nullable: boolean;
    }
  | {
      readonly kind: "operator";
      readonly symbol: string;
      readonly left: AnyExpression;
      readonly right: AnyExpression;
      readonly binding: Binding;
    }
  | { readonly kind: "logic"; readonly word: "and" | "or"; readonly args: readonly AnyExpression[] }
  | { readonly kind: "not"; readonly arg: AnyExpression }
  | { readonly kind: "postfix"; readonly arg: AnyExpression; readonly text: string; readonly binding: Binding }
  | {
      readonly kind: "case";
      readonly branches: readonly { readonly when: AnyExpression; readonly result: AnyExpression }[];
      readonly otherwise: AnyExpression | undefined;
    }
  /** `arg in (…)`, `arg not in (…)` */
  | {
      readonly kind: "in";
      readonly arg: AnyExpression;
      readonly choices: readonly AnyExpression[];
      readonly negated: boolean;
    }
  /** `arg = any (array)`, `arg <> all (array)` */
  | { readonly kind: "among"; readonly arg: AnyExpression; readonly array: AnyExpression; readonly negated: boolean }
  /** `arg between least and most`, `arg not between least and most` */
  | {
      readonly kind: "between";
      readonly arg: AnyExpression;
      readonly least: number;
      readonly most: number;
      readonly negated: boolean;
    }
  | { readonly kind: "template"; readonly parts: readonly (string | AnyExpression)[]; readonly binding: Binding }
  | { readonly kind: "exists"; readonly query: SubQuery }
  | { readonly kind: "passes"; readonly ruleSet: RuleSet; readonly args: readonly AnyExpression[] };

/** A value that is computed once, into a variable named by the key under which `reads` gives it back; known by its identity. */
export interface NamedValue {
  readonly value: AnyExpression;
}

/** The source and the condition of a query inside an expression or a write. */
export interface SubQuery {
  readonly from: readonly (string | AnyExpression)[];
  readonly where: AnyExpression | undefined;
}

/** Makes an expression of a node; T is the caller's claim, which the constructors below make good. */
export function expression<T>(type: SqlType, node: ExpressionNode): Expression<T> {
  return { type, node };
}

/** Whether a value is an expression and not a literal. */
export function isExpression(value: unknown): value is AnyExpression {
  return typeof value === "object" && value !== null && "node" in value && "type" in value;
}

/**
 * A literal of TypeScript as an SQL expression; an expression is given back as it is.
 * @throws Error on a number that is not a safe integer: fractions belong into a `sql` template, where their type is seen.
 */
export function lift<T>(value: Value<T>): Expression<T> {
  if (isExpression(value)) {
    return value;
  }
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new Error(`a literal must be an integer: ${value}`);
  }
  return expression(literalType(value), { kind: "literal", value });
}

/**
 * The same for a value of which TypeScript has lost the type.
 * @throws Error on anything but an expression or a literal
 */
export function liftAny(value: unknown): AnyExpression {
  if (isExpression(value)) {
    return value;
  }
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return lift<string | number | boolean | null>(value);
  }
  throw new Error(`neither an expression nor a literal: ${typeof value}`);
}

function literalType(value: string | number | boolean | null): SqlType {
  if (typeof value === "boolean") {
    return "boolean";
  }
  if (typeof value === "number") {
    return Math.abs(value) > 2_147_483_647 ? "bigint" : "integer";
  }
  return "text";
}

/**
 * A call of an SQL function. Prefer `sqlFunction`, which types the arguments.
 * @param nullable whether it can give NULL
 */
export function callOf<T>(
  type: SqlType,
  name: string,
  args: readonly AnyExpression[],
  nullable: boolean = true,
): Expression<T> {
  return expression(type, { kind: "call", name, args, nullable });
}

/** The escape hatch: SQL text with expressions in it, `sql<boolean>("boolean")\`${a} is distinct from ${b}\``. Every use is one more thing to read. */
export function sql<T>(
  type: SqlType,
): (strings: TemplateStringsArray, ...values: readonly Value<unknown>[]) => Expression<T> {
  return (strings, ...values) => {
    const parts: (string | AnyExpression)[] = [];
    strings.forEach((text, index) => {
      if (text !== "") {
        parts.push(text);
      }
      const value = values[index];
      if (index < values.length && value !== undefined) {
        parts.push(lift(value));
      }
    });
    const isLiteral = parts.every((part) => typeof part === "string" && /^'[^']*'$/.test(part));
    return expression(type, { kind: "template", parts, binding: isLiteral ? Binding.Atom : Binding.Or });
  };
}
