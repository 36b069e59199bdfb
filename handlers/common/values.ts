/**
 * How today's network reads a member of the metadata: a value of another kind than the field's counts as a missing member, and
 * only what the column cannot hold refuses the transaction (network-2026.md A4, A6; editions.md E1).
 */
import {
  and,
  choose,
  type Expression,
  eq,
  isJsonNull,
  isNull,
  isString,
  type Json,
  jsonLiteral,
  kindOf,
  type Metadata,
  ne,
  not,
  type Reader,
  read,
  reader,
  sqlFunction,
  transaction,
  type,
} from "#spec";

const fitsIndex = sqlFunction("em.fits_index", [type.nullable(type.text)], type.boolean);
const wholeInteger = sqlFunction("em.whole_integer", [type.nullable(type.json)], type.nullable(type.integer));
const wholeBigint = sqlFunction("em.whole_bigint", [type.nullable(type.json)], type.nullable(type.bigint));
const givenText = sqlFunction(
  "em.given_text",
  [type.nullable(type.json), type.nullable(type.text)],
  type.nullable(type.text),
);
const filledTextOf = sqlFunction("em.filled_text", [type.nullable(type.json)], type.nullable(type.text));

/** The value holds U+0000, in a string or as the name of a member. */
export const hasNul = sqlFunction("em.has_nul", [type.nullable(type.json), type.nullable(type.text)], type.boolean);

/** The value is a JSON number; unknown where there is no value. */
export function isNumber(json: Expression<Json | null>): Expression<boolean> {
  return eq<string | null>(kindOf(json), "number");
}

/** The value is true or false; unknown where there is no value. */
export function isBoolean(json: Expression<Json | null>): Expression<boolean> {
  return eq<string | null>(kindOf(json), "boolean");
}

/** The value is JSON's true; a missing member and every other value are not. */
export function isTrueValue(json: Expression<Json | null>): Expression<boolean> {
  return and(not(isNull(json)), eq<Json | null>(json, jsonLiteral(true)));
}

/** The value is a string that is not empty; unknown where there is no value. */
export function isFilledText(json: Expression<Json | null>): Expression<boolean> {
  return and(isString(json), ne<Json | null>(json, jsonLiteral("")));
}

/** A text; a missing member, "" and other kinds are NULL. U+0000 refuses. */
export const text: Reader<string | null> = reader(read.text, {
  wrong: undefined,
  read: (json) => givenText(json, transaction.nul),
  refusesNul: true,
  nulIn: (json) => choose<Json | null>(isString(json), json, null),
});

/** A text that counts only where it is not empty: a change to null or "" changes nothing. */
export const filledText: Reader<string | null> = reader(text, {
  counts: isFilledText,
  read: (json) => read.text.read(json),
  nullable: false,
});

/** The same text where the database has an index over its column: one that is too long for it refuses. */
export function indexed(base: Reader<string | null>): Reader<string | null> {
  return reader(base, { wrong: (json) => and(isString(json), not(fitsIndex(base.read(json)))) });
}

/** true or false; other kinds do not count. */
export const flag: Reader<boolean | null> = reader(read.flag, { wrong: undefined, counts: isBoolean, nullable: false });

/** A number, its fraction cut off; other kinds do not count. One beyond an integer column refuses. */
export const integer: Reader<number | null> = reader(read.integer, {
  wrong: (json) => and(isNumber(json), isNull(wholeInteger(json))),
  counts: isNumber,
  read: wholeInteger,
  nullable: false,
});

/** A number, its fraction cut off; other kinds do not count. One beyond a bigint column refuses. */
export const bigint: Reader<number | null> = reader(read.bigint, {
  wrong: (json) => and(isNumber(json), isNull(wholeBigint(json))),
  counts: isNumber,
  read: wholeBigint,
  nullable: false,
});

/** Any JSON value that is not null, kept as it is; null is NULL. */
export const json: Reader<Json | null> = read.json;

/** Any JSON value, kept as it is; null does not count. */
export const filledJson: Reader<Json | null> = reader(read.jsonAsIs, { counts: (json) => not(isJsonNull(json)) });

/**
 * A member as a text, for a rule or a key: NULL where it is not a string, or empty. U+0000 in it makes it another text than any that
 * the tables hold.
 */
export function textMember(metadata: Metadata, member: string): Expression<string | null> {
  return filledTextOf(metadata.get(member));
}

/** A member as an id or a number of something, for a rule or a key: NULL where it is not a number. */
export function bigintMember(metadata: Metadata, member: string): Expression<number | null> {
  return wholeBigint(metadata.get(member));
}

/** A member as true or false, for a rule: NULL where it is neither. */
export function flagMember(metadata: Metadata, member: string): Expression<boolean | null> {
  const value = metadata.get(member);
  return choose(isBoolean(value), read.flag.read(value), null);
}
