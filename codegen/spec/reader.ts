import { Binding, callOf, type Expression, expression, type Json, type SqlType } from "./expression.ts";
import { jsonLiteral, not } from "./operators.ts";
import { transaction } from "./transaction.ts";

/**
 * How a member of the metadata is read: which JSON values are refused (D5), which are passed over, and the SQL value of
 * those that are taken. `json` is NULL where the metadata has no such member.
 */
export interface Reader<T> {
  readonly type: SqlType;
  /** The JSON value is of a kind that refuses the transaction; must be false or unknown for a missing member. */
  readonly wrong: ((json: Expression<Json | null>) => Expression<boolean>) | undefined;
  /** The JSON value counts; where it is false the column keeps what it has. Left out: every value counts. */
  readonly counts: ((json: Expression<Json | null>) => Expression<boolean>) | undefined;
  readonly read: (json: Expression<Json | null>) => Expression<T>;
  /** What a change that does not name the member makes of the column's value; left out: it stays. */
  readonly again?: (column: Expression<Json | null>) => Expression<T>;
  /** U+0000 in it refuses the transaction: it is stored as JSON, or is a key (D5). Text columns drop it instead. */
  readonly refusesNul: boolean;
  /** The part of the value in which U+0000 refuses; left out: all of it. */
  readonly nulIn?: (json: Expression<Json | null>) => Expression<Json | null>;
  /** A JSON null reads as NULL, so that a column which may not be NULL refuses it. */
  readonly nullable: boolean;
}

function call<T>(type: SqlType, name: string, ...args: Expression<unknown>[]): Expression<T> {
  return callOf<T>(type, name, args);
}

function readText(json: Expression<Json | null>): Expression<string | null> {
  return call("text", "em.text", json, transaction.nul);
}

/** Text: a JSON string or null; any other kind refuses. U+0000 is dropped. */
export const text: Reader<string | null> = {
  type: "text",
  wrong: (json) => not(call("boolean", "em.is_text_or_null", json)),
  counts: undefined,
  read: readText,
  refusesNul: false,
  nullable: true,
};

/**
 * Text of an unchecked column: strings without U+0000, and, since the network lets Postgres write them, numbers, booleans and
 * flat lists of one kind; objects and other lists refuse.
 */
export const anyText: Reader<string | null> = {
  type: "text",
  wrong: (json) => not(call("boolean", "em.is_any_text_or_null", json)),
  counts: undefined,
  read: (json) => call("text", "em.any_text", json, transaction.nul),
  refusesNul: false,
  nullable: true,
};

/** A checked text: what is false in Python's eyes (0, false, [], "") but no string becomes NULL, other kinds refuse. */
export const checkedText: Reader<string | null> = {
  type: "text",
  wrong: (json) => not(call("boolean", "em.is_checked_text", json)),
  counts: undefined,
  read: (json) => call("text", "em.checked_text", json, transaction.nul),
  refusesNul: false,
  nullable: true,
};

/** A text that counts only when it is a string; other kinds are passed over. */
export const textOrIgnore: Reader<string | null> = {
  type: "text",
  wrong: undefined,
  counts: (json) => call("boolean", "em.is_text", json),
  read: readText,
  refusesNul: false,
  nullable: true,
};

/** A boolean: true, false, and the numbers 0 and 1; other kinds refuse. */
export const flag: Reader<boolean | null> = {
  type: "boolean",
  wrong: (json) => not(call("boolean", "em.is_flag_or_null", json)),
  counts: undefined,
  read: (json) => call("boolean", "em.flag", json),
  refusesNul: false,
  nullable: true,
};

/** A checked boolean: true is true, everything else is false, and nothing refuses. */
export const checkedFlag: Reader<boolean> = {
  type: "boolean",
  wrong: undefined,
  counts: undefined,
  read: (json) => call("boolean", "em.checked_flag", json),
  refusesNul: false,
  nullable: false,
};

/** An integer that fits int4: integral numbers (3.0 too); fractions, strings, booleans and lists refuse. */
export const integer: Reader<number | null> = {
  type: "integer",
  wrong: (json) => not(call("boolean", "em.is_integer_or_null", json)),
  counts: undefined,
  read: (json) => call("integer", "em.integer", json),
  refusesNul: false,
  nullable: true,
};

/** An integer that fits int8. */
export const bigint: Reader<number | null> = {
  type: "bigint",
  wrong: (json) => not(call("boolean", "em.is_bigint_or_null", json)),
  counts: undefined,
  read: (json) => call("bigint", "em.bigint", json),
  refusesNul: false,
  nullable: true,
};

/** A number with a fraction: a JSON number or null; other kinds refuse. */
export const double: Reader<number | null> = {
  type: "double precision",
  wrong: (json) => not(call("boolean", "em.is_double_or_null", json)),
  counts: undefined,
  read: (json) => call("double precision", "em.double", json),
  refusesNul: false,
  nullable: true,
};

/** Any JSON value, kept as JSON; null becomes NULL. */
export const json: Reader<Json | null> = {
  type: "jsonb",
  wrong: undefined,
  counts: undefined,
  read: (value) => call("jsonb", "nullif", value, jsonLiteral(null)),
  refusesNul: true,
  nullable: true,
};

/** Any JSON value, kept as it is: null stays JSON's null. */
export const jsonAsIs: Reader<Json | null> = {
  type: "jsonb",
  wrong: undefined,
  counts: undefined,
  read: (value) => value,
  refusesNul: true,
  nullable: false,
};

/** A checked integer: an integral number that fits int4, and NULL for everything else. */
export const checkedInteger: Reader<number | null> = {
  type: "integer",
  wrong: undefined,
  counts: undefined,
  read: (value) => call("integer", "em.integer", value),
  refusesNul: false,
  nullable: true,
};

/** A JSON object that is not empty, or null; other values are passed over. */
export const objectOrIgnore: Reader<Json | null> = {
  type: "jsonb",
  wrong: undefined,
  counts: (value) => call("boolean", "em.is_filled_object_or_null", value),
  read: (value) => call("jsonb", "nullif", value, jsonLiteral(null)),
  refusesNul: true,
  nullable: true,
};

/** A list of objects that is not empty, or null; other values are passed over. */
export const objectsOrIgnore: Reader<Json | null> = {
  type: "jsonb",
  wrong: undefined,
  counts: (value) => call("boolean", "em.is_filled_list_of_objects_or_null", value),
  read: (value) => call("jsonb", "nullif", value, jsonLiteral(null)),
  refusesNul: true,
  nullable: true,
};

/** A list of integers that fit int4, or null; other kinds refuse. */
export const integers: Reader<number[] | null> = {
  type: "integer[]",
  wrong: (value) => not(call("boolean", "em.is_integer_array_or_null", value)),
  counts: undefined,
  read: (value) => call("integer[]", "em.integer_array", value),
  refusesNul: false,
  nullable: true,
};

/** A list of texts, or null; other kinds refuse, U+0000 refuses. */
export const texts: Reader<string[] | null> = {
  type: "text[]",
  wrong: (value) => not(call("boolean", "em.is_text_array_or_null", value)),
  counts: undefined,
  read: (value) => call("text[]", "em.text_array", value),
  refusesNul: true,
  nullable: true,
};

/** A word of a Postgres enum, or null; anything else refuses. */
export function enumeration<const W extends string>(type: string, words: readonly W[]): Reader<W | null> {
  const list = words.map((word) => `'${word.replaceAll("'", "''")}'`).join(", ");
  return {
    type,
    wrong: (value) =>
      expression("boolean", {
        kind: "template",
        parts: [value, ` not in (${words.map((word) => `'"${word}"'`).join(", ")}, 'null')`],
        binding: Binding.Comparison,
      }),
    counts: undefined,
    read: (value) =>
      expression(type, {
        kind: "template",
        parts: ["case when (", value, ` #>> '{}') in (${list}) then (`, value, ` #>> '{}')::${type} end`],
        binding: Binding.Atom,
      }),
    refusesNul: false,
    nullable: true,
  };
}

/** The same reading, except that some values refuse or are passed over by a rule of their own. */
export function reader<T>(base: Reader<T>, changes: Partial<Reader<T>>): Reader<T> {
  return { ...base, ...changes };
}
