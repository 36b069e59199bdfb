import { sqlFunction, type } from "#spec";

/** Whether Python takes a JSON value for true: not null, false, 0, "", [] or {}; a missing member is not true. */
export const truthy = sqlFunction("em.truthy", [type.nullable(type.json)], type.boolean);

/** Whether a JSON value holds U+0000, in a string or as the name of a member. */
export const hasNul = sqlFunction("em.has_nul", [type.nullable(type.json), type.nullable(type.text)], type.boolean);

/** The number of members, elements or characters, as Python's len(). */
export const jsonLength = sqlFunction("em.json_length", [type.nullable(type.json)], type.nullable(type.integer));

/** The text of a JSON string, as it came; other kinds as they are written, null as NULL. */
export const textOf = sqlFunction("em.text_of", [type.nullable(type.json)], type.nullable(type.text));

/** A number written without a fraction: an int to Python, where 3.0 is a float. */
export const isIntegerLiteral = sqlFunction("em.is_integer_literal", [type.nullable(type.json)], type.boolean);

/** The integer of the rows that a look-up by an integer column finds: 7, 7.0 and "7" find 7; NULL where it finds no row. */
export const comparedInteger = sqlFunction(
  "em.compared_integer",
  [type.nullable(type.json)],
  type.nullable(type.integer),
);

/** A JSON number, as Python has it; NULL for other kinds. */
export const pythonNumber = sqlFunction("em.python_number", [type.nullable(type.json)], type.nullable(type.numeric));

/** Whether two JSON values are equal as Python's == has it. */
export const pythonEqual = sqlFunction(
  "em.python_equal",
  [type.nullable(type.json), type.nullable(type.json)],
  type.boolean,
);
