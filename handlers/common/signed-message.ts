import { type Expression, isNotNull, sqlFunction, type } from "#spec";

const pythonInt = sqlFunction("em.python_int", [type.nullable(type.text)], type.nullable(type.numeric));
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

/** The last word of a message is a time in seconds, as Python's int() reads numbers: +, _ and other scripts' digits too. */
export function endsInTime(message: Expression<string | null>): Expression<boolean> {
  return isNotNull(pythonInt(wordFromEnd(message, 1)));
}

/** A time in seconds since 1970 lies less than so many seconds before or after the block's time: either way (D1). */
export const isTimeNear = sqlFunction(
  "em.is_unix_time_near",
  [type.nullable(type.text), type.time, type.integer],
  type.boolean,
);
