/** Messages that somebody else than the transaction's signer has signed, which say what for and when. */
import { and, type Block, type Expression, type Json, memberOf, sqlFunction, type Transaction, type } from "#spec";
import { isFilledText } from "./values.ts";

const isTimeNear = sqlFunction(
  "em.is_unix_time_near",
  [type.nullable(type.text), type.time, type.integer],
  type.boolean,
);
const givenText = sqlFunction(
  "em.given_text",
  [type.nullable(type.json), type.nullable(type.text)],
  type.nullable(type.text),
);
const words = sqlFunction("em.words", [type.nullable(type.text)], type.nullable(type.texts));
const cardinality = sqlFunction("cardinality", [type.nullable(type.texts)], type.nullable(type.integer));

/** A message begins with these characters. */
export const startsWith = sqlFunction(
  "starts_with",
  [type.nullable(type.text), type.text],
  type.nullable(type.boolean),
);

/** The word of a message at a place counted from its end, the last being 1. */
export const wordFromEnd = sqlFunction(
  "em.word_from_end",
  [type.nullable(type.text), type.integer],
  type.nullable(type.text),
);

/** How many words, between whitespace, a message has. */
export function wordCount(message: Expression<string | null>): Expression<number | null> {
  return cardinality(words(message));
}

/** The value is a signature with its message, neither of them empty. */
export function isSignature(value: Expression<Json | null>): Expression<boolean> {
  return and(isFilledText(memberOf(value, "message")), isFilledText(memberOf(value, "signature")));
}

/** The message of a signature; NULL where it is not a string. */
export function messageOf(tx: Transaction, signature: Expression<Json | null>): Expression<string | null> {
  return givenText(memberOf(signature, "message"), tx.nul);
}

/** A message ends in a time, in seconds since 1970, that lies less than so many seconds before or after the block's. */
export function isRecent(message: Expression<string | null>, block: Block, seconds: number): Expression<boolean> {
  return isTimeNear(wordFromEnd(message, 1), block.time, seconds);
}
