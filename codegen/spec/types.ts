import type { Json, SqlType, Time } from "./expression.ts";
import type { WholeBlock } from "./transaction.ts";

/** A Postgres type as a parameter of a rule set or an SQL function, with the TypeScript type that goes with it. */
export interface TypeToken<out T> {
  readonly sqlType: SqlType;
  readonly nullable: boolean;
  readonly phantom?: T;
}

function token<T>(sqlType: string): TypeToken<T> {
  return { sqlType, nullable: false };
}

/** The Postgres types of parameters and results, each with its TypeScript type; `nullable` lets NULL in. */
export const type = {
  integer: token<number>("integer"),
  bigint: token<number>("bigint"),
  numeric: token<number>("numeric"),
  double: token<number>("double precision"),
  text: token<string>("text"),
  boolean: token<boolean>("boolean"),
  json: token<Json>("jsonb"),
  time: token<Time>("timestamp without time zone"),
  integers: token<number[]>("integer[]"),
  block: token<WholeBlock>("em.block"),
  texts: token<string[]>("text[]"),
  /** The same type, where NULL is a value too. */
  nullable<T>(of: TypeToken<T>): TypeToken<T | null> {
    return { sqlType: of.sqlType, nullable: true };
  },
};
