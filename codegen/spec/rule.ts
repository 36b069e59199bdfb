import {
  type AnyExpression,
  type Expression,
  expression,
  lift,
  liftAny,
  type SqlType,
  type Value,
} from "./expression.ts";
import type { FieldCheck } from "./field.ts";
import { fails } from "./operators.ts";
import { callSite, type Position } from "./position.ts";
import { type Named, nameReads } from "./reads.ts";
import { type AnyRow, exists, factsOf, isRow, type RowFacts, rowFoundBy } from "./row.ts";
import type { TypeToken } from "./types.ts";

/** A rule that ends the transaction with a code and a reason; the first that holds wins. */
export interface Refusal {
  readonly kind: "refusal";
  readonly condition: Expression<boolean | null>;
  readonly code: string;
  readonly reason: Expression<string>;
  readonly position: Position;
  /** What is known once the rule has let the transaction pass. */
  readonly proves: readonly Proof[];
}

/** What a passed rule tells the compiler: a row is there, or a value fits into a Postgres type. */
export type Proof =
  | { readonly kind: "found"; readonly row: RowFacts }
  | { readonly kind: "fits"; readonly value: AnyExpression; readonly type: SqlType };

/** Rules that apply only under a condition. */
export interface ConditionalRules {
  readonly kind: "conditional";
  readonly condition: Expression<boolean | null>;
  readonly rules: readonly Rule[];
  readonly otherwise: readonly Rule[];
  readonly position: Position;
}

/** A set of rules with parameters, compiled to a function of its own and asked by many handlers. */
export interface RuleSetCall {
  readonly kind: "ruleSetCall";
  readonly ruleSet: RuleSet;
  readonly args: readonly AnyExpression[];
  readonly position: Position;
}

/** What may stand among the rules of a handler. */
export type Rule = Refusal | ConditionalRules | RuleSetCall | FieldCheck;

const fitChecks = new WeakMap<object, Proof>();

/** Refuses the transaction when the condition is true; unknown (NULL) does not refuse. */
export function reject(condition: Expression<boolean | null>, code: string, reason: Value<string>): Refusal {
  return { kind: "refusal", condition, code, reason: lift(reason), position: callSite(), proves: [] };
}

/**
 * Refuses the transaction unless the condition is true, or the row was found; unknown (NULL) refuses. It proves to the
 * compiler that the row's keys (also where the condition is that the row is `active`), or what `fitsInteger` looked at, fit into an integer column.
 */
export function ensure(what: Expression<boolean | null> | AnyRow, code: string, reason: Value<string>): Refusal {
  const row = isRow(what) ? factsOf(what) : rowFoundBy(what);
  const condition = isRow(what) ? exists(what) : what;
  const fit = fitChecks.get(what);
  return {
    kind: "refusal",
    condition: fails(condition),
    code,
    reason: lift(reason),
    position: callSite(),
    proves: row === undefined ? (fit === undefined ? [] : [fit]) : [{ kind: "found", row }],
  };
}

/** The rules hold only where the condition is true. */
export function when(
  condition: Expression<boolean | null>,
  rules: readonly Rule[],
  otherwise: readonly Rule[] = [],
): ConditionalRules {
  return { kind: "conditional", condition, rules, otherwise, position: callSite() };
}

/** The value fits into an integer column (int4): ids beyond it are refused before they can reach one (D5). */
export function fitsInteger(value: Expression<number | null>): Expression<boolean> {
  const condition = expression<boolean>("boolean", {
    kind: "between",
    arg: value,
    least: -2_147_483_648,
    most: 2_147_483_647,
    negated: false,
  });
  fitChecks.set(condition, { kind: "fits", value, type: "integer" });
  return condition;
}

/** The rules of a rule set, and what they read. */
export interface RuleSet {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type: SqlType }[];
  readonly reads: ReadonlyMap<string, Named>;
  readonly rules: readonly Rule[];
  readonly position: Position;
}

type Arguments<P extends Readonly<Record<string, TypeToken<unknown>>>> = {
  readonly [K in keyof P]: P[K] extends TypeToken<infer T> ? Value<T> : never;
};

type Parameters<P extends Readonly<Record<string, TypeToken<unknown>>>> = {
  readonly [K in keyof P]: P[K] extends TypeToken<infer T> ? Expression<T> : never;
};

/**
 * Declares rules that many handlers share. They become one function of the edition's schema, `em_2026.<name>`, which gives back the first refusal;
 * what is returned here puts a call of it among a handler's rules.
 * @param name the function's name, in snake_case
 * @param parameters the names and types of what the rules look at
 */
export function ruleSet<
  const P extends Readonly<Record<string, TypeToken<unknown>>>,
  R extends object = Record<never, never>,
>(
  name: string,
  parameters: P,
  spec: {
    readonly reads?: (given: Parameters<P>) => R;
    readonly rules: (given: Parameters<P> & R) => readonly Rule[];
  },
): (args: Arguments<P>) => RuleSetCall {
  const position = callSite();
  const list = Object.entries(parameters).map(([parameter, token]) => ({ name: parameter, type: token.sqlType }));
  // The entries of P, turned into expressions: Object.fromEntries cannot say so itself.
  const given = Object.fromEntries(
    Object.entries(parameters).map(([parameter, { sqlType, nullable }]) => [
      parameter,
      expression(sqlType, { kind: "reference", text: `${name}.${parameter}`, nullable }),
    ]),
  ) as Parameters<P>;
  const { names, seen } = nameReads(spec.reads?.(given) ?? {});
  const declared: RuleSet = {
    name,
    parameters: list,
    reads: names,
    // nameReads keeps the keys and the kinds of what it is given.
    rules: spec.rules({ ...given, ...(seen as R) }),
    position,
  };
  return (args) => {
    const given = new Map<string, unknown>(Object.entries(args));
    return {
      kind: "ruleSetCall",
      ruleSet: declared,
      args: list.map(({ name: parameter }) => liftAny(given.get(parameter))),
      position: callSite(),
    };
  };
}

/** The rules of a rule set would let the transaction pass. */
export function passes(call: RuleSetCall): Expression<boolean> {
  return expression("boolean", { kind: "passes", ruleSet: call.ruleSet, args: call.args });
}
