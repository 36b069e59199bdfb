import {
  type AnyExpression,
  type ColumnSource,
  callOf,
  type Expression,
  expression,
  liftAny,
  type Value,
} from "./expression.ts";
import { callSite, type Position } from "./position.ts";
import type { TypeToken } from "./types.ts";

/** The arguments of an SQL function with these parameters. */
export type ArgumentsOf<P extends readonly TypeToken<unknown>[]> = {
  readonly [I in keyof P]: P[I] extends TypeToken<infer T> ? Value<T> : never;
};

/** A function as specs declare it. */
export interface DeclaredFunction {
  /** With its schema, but for Postgres' own. */
  readonly name: string;
  readonly parameters: readonly TypeToken<unknown>[];
  readonly result: TypeToken<unknown>;
}

const functions: DeclaredFunction[] = [];

/** Every function with one result that has been declared so far, in the order of declaration. */
export function declaredFunctions(): readonly DeclaredFunction[] {
  return functions;
}

/**
 * A hand-written function of sql/functions/, made callable from specs.
 * @param name with its schema: `em.sanitize_slug`
 * @param parameters the types of its arguments
 * @param result the type of what it gives
 */
export function sqlFunction<const P extends readonly TypeToken<unknown>[], R>(
  name: string,
  parameters: P,
  result: TypeToken<R>,
): (...args: ArgumentsOf<P>) => Expression<R> {
  functions.push({ name, parameters, result });
  // A judgement is declared exactly; of other results the declaration only says what they are for values that rules let through.
  const nullable = result.nullable || result.sqlType !== "boolean";
  return (...args) => callOf(result.sqlType, name, liftAll(args, parameters, name), nullable);
}

const recordFacts: unique symbol = Symbol("record");

/** What an SQL function that gives one row of several columns gave; called once, into a variable of the same name. */
export interface RecordFacts {
  readonly call: AnyExpression;
  readonly position: Position;
  readonly source: ColumnSource;
}

/** The columns of what a function gave, as expressions. */
export type SqlRecord<F> = {
  readonly [K in keyof F]: F[K] extends TypeToken<infer T> ? Expression<T> : never;
} & { readonly [recordFacts]: RecordFacts };

/** Whether a value that a handler read is the record of an SQL function. */
export function isRecord(value: unknown): value is { readonly [recordFacts]: RecordFacts } {
  return typeof value === "object" && value !== null && recordFacts in value;
}

/** What the compiler needs to know of a record. */
export function recordFactsOf(value: { readonly [recordFacts]: RecordFacts }): RecordFacts {
  return value[recordFacts];
}

/** A hand-written function that gives one row of several columns. */
export function sqlRecordFunction<
  const P extends readonly TypeToken<unknown>[],
  const F extends Readonly<Record<string, TypeToken<unknown>>>,
>(name: string, parameters: P, fields: F): (...args: ArgumentsOf<P>) => SqlRecord<F> {
  return (...args) => {
    const position = callSite();
    const source: ColumnSource = { kind: "read", what: `${position}: the result of ${name}` };
    const facts: RecordFacts = { call: callOf("record", name, liftAll(args, parameters, name)), position, source };
    const columns = Object.entries(fields).map(([column, { sqlType }]) => [
      column,
      expression(sqlType, { kind: "column", source, column, nullable: true }),
    ]);
    // The columns are the keys of F, which Object.fromEntries cannot say.
    return Object.assign(Object.fromEntries(columns) as SqlRecord<F>, { [recordFacts]: facts });
  };
}

/** The arguments of a call as expressions. @throws Error when they are not as many as the parameters */
export function liftAll(
  args: readonly unknown[],
  parameters: readonly TypeToken<unknown>[],
  name: string,
): AnyExpression[] {
  if (args.length !== parameters.length) {
    throw new Error(`${name} takes ${parameters.length} arguments, not ${args.length}`);
  }
  return args.map((given, index) => {
    const argument = liftAny(given);
    if (argument.type === "bigint" && parameters[index]?.sqlType === "integer") {
      throw new Error(
        `${callSite()}: argument ${index + 1} of ${name} is a bigint where the function takes an integer: give it the column of a row`,
      );
    }
    return argument;
  });
}
