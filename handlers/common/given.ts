import {
  and,
  choose,
  type Expression,
  hasMetadata,
  isString,
  type Json,
  type Metadata,
  not,
  objectRules,
  or,
  read,
  reject,
  ruleSet,
  shown,
  type Transaction,
  text,
  type,
  when,
} from "#spec";
import { hasNul, textOf, truthy } from "./json.ts";
import { lower } from "./text.ts";

/** Metadata without an envelope must be a JSON object. */
export const inObject = ruleSet(
  "in_object",
  { parsed: type.nullable(type.json), json_error: type.nullable(type.text) },
  {
    rules: ({ parsed, json_error }) => objectRules(parsed, json_error),
  },
);

/** Metadata without an envelope, where there is any, is a JSON object. */
export function objectOrNone(tx: Transaction) {
  return when(hasMetadata, [inObject({ parsed: tx.json, json_error: tx.json_error })]);
}

/** The text that a text column gets of a member that a rule has shown to be a string. */
export function givenText(json: Expression<Json | null>): Expression<string> {
  return shown(read.text.read(json));
}

/** A member of the metadata as a text; NULL where it is no string. */
export function textMember(metadata: Metadata, member: string): Expression<string | null> {
  const json = metadata.get(member);
  return choose(isString(json), textOf(json), null);
}

/** An address in the metadata, in lower case; NULL where it is missing or empty (0, false, [] and the like are empty too). */
export function addressMember(metadata: Metadata, member: string): Expression<string | null> {
  const json = metadata.get(member);
  return choose(and(truthy(json), isString(json)), lower(textOf(json)), null);
}

/** An address is a string without U+0000, or empty. */
export function addressValid(metadata: Metadata, member: string, tx: Transaction) {
  const json = metadata.get(member);
  return reject(
    or(and(truthy(json), not(isString(json))), hasNul(json, tx.nul)),
    `invalid_${member}`,
    text`the ${member} in the metadata is not an address`,
  );
}
