import { sqlFunction, type } from "#spec";

/** Lower case, one code point for one, as Go's strings.ToLower: for what is stored and compared as text. */
export const lower = sqlFunction("em.simple_lower", [type.nullable(type.text)], type.text);

/** The database's own lower(): for stored addresses, where production has an index on it. */
export const storedLower = sqlFunction("lower", [type.nullable(type.text)], type.text);

/** Length in characters: Unicode code points. */
export const length = sqlFunction("char_length", [type.nullable(type.text)], type.nullable(type.integer));
