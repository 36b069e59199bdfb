import { and, type Expression, gt, isString, type Json, sqlFunction, type } from "#spec";
import { textOf } from "./json.ts";

/** Lower case as Python's str.lower, whatever the database's locale. */
export const lower = sqlFunction("em.lower", [type.nullable(type.text)], type.text);

/** The database's own lower(): for stored wallets, where production has an index on it. */
export const storedLower = sqlFunction("lower", [type.nullable(type.text)], type.text);

/** Length in characters: Unicode code points (D7). */
export const length = sqlFunction("char_length", [type.nullable(type.text)], type.nullable(type.integer));

/** An unchecked text column takes the JSON value: Postgres can make a text of it (D5). */
export const isAnyText = sqlFunction(
  "em.is_any_text_or_null",
  [type.nullable(type.json), type.nullable(type.text)],
  type.boolean,
);

/** The JSON value is a string of more than so many characters. */
export function isLongerThan(json: Expression<Json | null>, characters: number): Expression<boolean> {
  return and(isString(json), gt(length(textOf(json)), characters));
}
