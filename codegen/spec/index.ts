/** The spec language: everything that a file in handlers/ may use. docs/spec-language.md explains each word. */
export type { Expression, Json, Time, Value } from "./expression.ts";
export { sql } from "./expression.ts";
export {
  type Field,
  type FieldAction,
  type FieldTable,
  field,
  fieldsOf,
  type Members,
  members,
  onlyOnCreate,
  onlyOnUpdate,
} from "./field.ts";
export { sqlFunction, sqlRecordFunction } from "./function.ts";
export { anyEntity, type Context, type EntityType, type Given, type Handler, handler } from "./handler.ts";
export { anyCase } from "./key.ts";
export {
  envelope,
  hasMember,
  ignored,
  isJsonNull,
  isList,
  isObject,
  isString,
  type JsonKind,
  kindOf,
  type Metadata,
  memberOf,
  metadataFrom,
  objectRules,
  openMetadata,
  optionalEnvelope,
  rawJson,
  saysSomething,
  textMemberOf,
} from "./metadata.ts";
export {
  and,
  cast,
  choose,
  coalesce,
  differs,
  eq,
  ge,
  gt,
  isAmong,
  isFalse,
  isNotNull,
  isNotTrue,
  isNull,
  isOneOf,
  isTrue,
  jsonLiteral,
  jsonObject,
  le,
  listOf,
  lt,
  ne,
  not,
  or,
  same,
  shown,
  text,
} from "./operators.ts";
export * as read from "./reader.ts";
export { type Reader, reader } from "./reader.ts";
export { value } from "./reads.ts";
export { active, anyMatch, anyRow, current, deleted, exists, latest, type Row } from "./row.ts";
export { ensure, fitsInteger, passes, type Rule, reject, ruleSet, when } from "./rule.ts";
export { isSignedByKey, recoveredAddress } from "./signature.ts";
export type { Columns, ColumnValue, Table, TableName } from "./table.ts";
export { type Block, block, hasMetadata, type Transaction, transaction } from "./transaction.ts";
export { type } from "./types.ts";
export {
  type AnyWrite,
  insert,
  insertEach,
  insertOrIgnore,
  perform,
  put,
  type RowSet,
  remove,
  removeAll,
  resultsOf,
  sqlSetFunction,
  suchThat,
  update,
  updateAll,
  updateOnly,
  upsert,
  type Write,
  whenever,
} from "./write.ts";
