import {
  and,
  choose,
  type Expression,
  ensure,
  eq,
  hasMetadata,
  isNotNull,
  type Json,
  kindOf,
  type Metadata,
  not,
  or,
  read,
  reject,
  ruleSet,
  shown,
  sqlFunction,
  type Transaction,
  text,
  type,
  when,
} from "../../codegen/spec/index.ts";
import { textOf, truthy } from "./json.ts";
import { lower } from "./text.ts";

const hasNul = sqlFunction("em.has_nul", [type.nullable(type.json), type.nullable(type.text)], type.boolean);

/** Metadata without an envelope must be a JSON object. */
export const inObject = ruleSet(
  "in_object",
  { parsed: type.nullable(type.json), json_error: type.nullable(type.text) },
  {
    rules: ({ parsed, json_error }) => [
      reject(eq(json_error, "metadata_too_large"), "metadata_too_large", "the metadata is larger than jsonb can hold"),
      reject(
        eq(json_error, "metadata_too_deep"),
        "metadata_too_deep",
        "the metadata is nested deeper than jsonb can hold",
      ),
      reject(
        eq(json_error, "metadata_number_out_of_range"),
        "metadata_number_out_of_range",
        "the metadata holds a number that is too large or too small",
      ),
      ensure(isNotNull(parsed), "metadata_not_json", "the metadata is not JSON"),
      ensure(eq(kindOf(parsed), "object"), "metadata_not_object", "the metadata is not a JSON object"),
    ],
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
  return choose(eq(kindOf(json), "string"), textOf(json), null);
}

/** An address in the metadata, in lower case; NULL where it is missing or empty (0, false, [] and the like are empty too). */
export function addressMember(metadata: Metadata, member: string): Expression<string | null> {
  const json = metadata.get(member);
  return choose(and(truthy(json), eq(kindOf(json), "string")), lower(textOf(json)), null);
}

/** An address is a string without U+0000, or empty. */
export function addressValid(metadata: Metadata, member: string, tx: Transaction) {
  const json = metadata.get(member);
  return reject(
    or(and(truthy(json), not(eq(kindOf(json), "string"))), hasNul(json, tx.nul)),
    `invalid_${member}`,
    text`${member} is no address`,
  );
}
