import { sqlFunction, type } from "../../codegen/spec/index.ts";

/** Whether Python takes a JSON value for true: not null, false, 0, "", [] or {}; a missing member is not true. */
export const truthy = sqlFunction("em.truthy", [type.nullable(type.json)], type.boolean);

/** The number of members, elements or characters, as Python's len(). */
export const jsonLength = sqlFunction("em.json_length", [type.nullable(type.json)], type.nullable(type.integer));
