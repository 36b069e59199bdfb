import { Binding, callOf, type Expression, expression, type Json, lift, type SqlType } from "./expression.ts";
import { choose, isOneOf, jsonLiteral, not } from "./operators.ts";
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

/**
 * A reader with what most have in common: no value is passed over, null reads as NULL, U+0000 does not refuse.
 * @param type what it gives
 * @param read the SQL value of a JSON value
 * @param changes what is different
 */
function readerOf<T>(
  type: SqlType,
  read: Reader<T>["read"],
  changes: Partial<Omit<Reader<T>, "type" | "read">> = {},
): Reader<T> {
  return { type, wrong: undefined, counts: undefined, read, refusesNul: false, nullable: true, ...changes };
}

/** A function of the JSON value alone. */
function called<T>(type: SqlType, name: string): (json: Expression<Json | null>) => Expression<T> {
  return (json) => callOf(type, name, [json]);
}

/** A function of the JSON value and of the character that stands for U+0000 in it. */
function calledWithNul<T>(type: SqlType, name: string): (json: Expression<Json | null>) => Expression<T> {
  return (json) => callOf(type, name, [json, transaction.nul]);
}

/** The JSON value is wrong where a function says that it is not one of those which it takes. */
function unless(name: string): (json: Expression<Json | null>) => Expression<boolean> {
  return (json) => not(callOf<boolean>("boolean", name, [json]));
}

const readText = calledWithNul<string | null>("text", "em.text");

/** JSON as it is, but for null, which becomes NULL. */
function readJson(json: Expression<Json | null>): Expression<Json | null> {
  return callOf("jsonb", "nullif", [json, jsonLiteral(null)]);
}

/** Text: a JSON string or null; any other kind refuses. U+0000 is dropped. */
export const text = readerOf("text", readText, { wrong: unless("em.is_text_or_null") });

/**
 * Text of an unchecked column, where the network lets Postgres make of a value what it can (D5): strings without U+0000, and, as
 * Postgres writes them, numbers, booleans and flat lists of one kind; objects and other lists refuse.
 */
export const anyText = readerOf("text", calledWithNul<string | null>("text", "em.any_text"), {
  wrong: (json) => not(callOf<boolean>("boolean", "em.is_any_text_or_null", [json, transaction.nul])),
});

/** A checked text: what is false in Python's eyes (0, false, [], "") but not a string becomes NULL, other kinds refuse. */
export const checkedText = readerOf("text", calledWithNul<string | null>("text", "em.checked_text"), {
  wrong: unless("em.is_checked_text"),
});

/** A text that counts only when it is a string; other kinds are passed over. */
export const textOrIgnore = readerOf("text", readText, { counts: called("boolean", "em.is_text") });

/** A boolean: true, false, and the numbers 0 and 1; other kinds refuse. */
export const flag = readerOf("boolean", called<boolean | null>("boolean", "em.flag"), {
  wrong: unless("em.is_flag_or_null"),
});

/** A checked boolean: true is true, everything else is false, and nothing refuses. */
export const checkedFlag = readerOf("boolean", called<boolean>("boolean", "em.checked_flag"), { nullable: false });

/** An integer that fits int4: integral numbers (3.0 too); fractions, strings, booleans and lists refuse. */
export const integer = readerOf("integer", called<number | null>("integer", "em.integer"), {
  wrong: unless("em.is_integer_or_null"),
});

/** An integer that fits int8. */
export const bigint = readerOf("bigint", called<number | null>("bigint", "em.bigint"), {
  wrong: unless("em.is_bigint_or_null"),
});

/** An integer of an unchecked column that fits int4: a number is rounded (2.5 is 3), a text may spell one; other kinds refuse. */
export const anyInteger = readerOf("integer", called<number | null>("integer", "em.any_integer"), {
  wrong: unless("em.is_any_integer_or_null"),
});

/** An integer of an unchecked column that fits int8. */
export const anyBigint = readerOf("bigint", called<number | null>("bigint", "em.any_bigint"), {
  wrong: unless("em.is_any_bigint_or_null"),
});

/** A number with a fraction: a JSON number or null; other kinds refuse. */
export const double = readerOf("double precision", called<number | null>("double precision", "em.double"), {
  wrong: unless("em.is_double_or_null"),
});

/** A number with a fraction of an unchecked column: a text may spell it; other kinds refuse. */
export const anyDouble = readerOf("double precision", called<number | null>("double precision", "em.any_double"), {
  wrong: unless("em.is_any_double_or_null"),
});

/** Any JSON value, kept as JSON; null becomes NULL. */
export const json = readerOf("jsonb", readJson, { refusesNul: true });

/** Any JSON value, kept as it is: null stays JSON's null. */
export const jsonAsIs = readerOf<Json | null>("jsonb", (value) => value, { refusesNul: true, nullable: false });

/** A checked integer: an integral number that fits int4, and NULL for everything else. */
export const checkedInteger = readerOf("integer", called<number | null>("integer", "em.integer"));

/** A JSON object that is not empty, or null; other values are passed over. */
export const objectOrIgnore = readerOf("jsonb", readJson, {
  counts: called("boolean", "em.is_filled_object_or_null"),
  refusesNul: true,
});

/** A list of objects that is not empty, or null; other values are passed over. */
export const objectsOrIgnore = readerOf("jsonb", readJson, {
  counts: called("boolean", "em.is_filled_list_of_objects_or_null"),
  refusesNul: true,
});

/** Integers of an unchecked column: a list of numbers, which are rounded and fit int4, and of nulls, or null; other kinds refuse. */
export const anyIntegers = readerOf("integer[]", called<number[] | null>("integer[]", "em.any_integer_array"), {
  wrong: unless("em.is_any_integer_array_or_null"),
});

/** A list of texts, or null; other kinds refuse, U+0000 refuses. */
export const texts = readerOf("text[]", called<string[] | null>("text[]", "em.text_array"), {
  wrong: unless("em.is_text_array_or_null"),
  refusesNul: true,
});

/**
 * A word of a Postgres enum, or null; anything else refuses.
 * @param type the enum
 * @param words those of its labels that are taken
 */
export function enumeration<const W extends string>(type: string, words: readonly W[]): Reader<W | null> {
  const wordOf = (value: Expression<Json | null>): Expression<string | null> =>
    expression("text", {
      kind: "operator",
      symbol: "#>>",
      left: value,
      right: lift("{}"),
      binding: Binding.Other,
    });
  return readerOf<W | null>(
    type,
    (value) => {
      const label = expression<W>(type, {
        kind: "postfix",
        arg: wordOf(value),
        text: `::${type}`,
        binding: Binding.Postfix,
      });
      return choose<W | null>(isOneOf(wordOf(value), words), label, lift<W | null>(null));
    },
    { wrong: (value) => not(isOneOf(value, [...words, null].map(jsonLiteral))) },
  );
}

/** The same reading, except that some values refuse or are passed over by a rule of their own. */
export function reader<T>(base: Reader<T>, changes: Partial<Reader<T>>): Reader<T> {
  return { ...base, ...changes };
}
