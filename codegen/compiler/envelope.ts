import type { Handler } from "../spec/handler.ts";
import {
  and,
  ensure,
  hasMember,
  hasMetadata,
  isObject,
  memberOf,
  not,
  objectRules,
  type Rule,
  reject,
  ruleSet,
  saysSomething,
  type,
  when,
} from "../spec/index.ts";
import { metadataOf } from "../spec/metadata.ts";
import { transaction } from "../spec/transaction.ts";

/** Metadata must be JSON, and an object with the members cid and data, the data an object too. */
export const inEnvelope = ruleSet(
  "in_envelope",
  { parsed: type.nullable(type.json), json_error: type.nullable(type.text) },
  {
    rules: ({ parsed, json_error }) => [
      ...objectRules(parsed, json_error),
      ensure(
        and(hasMember(parsed, "cid"), hasMember(parsed, "data")),
        "metadata_not_enveloped",
        "the metadata lacks the members cid and data",
      ),
      ensure(
        isObject(memberOf(parsed, "data")),
        "metadata_data_not_object",
        "the metadata's data is not a JSON object",
      ),
    ],
  },
);

/** The rules that follow from the form of a handler's metadata; they come first, and have the handler's place. */
export function envelopeRules(handler: Handler): Rule[] {
  const { metadata, position } = handler;
  if (metadata.kind !== "envelope") {
    return [];
  }
  const shape: Rule[] = [
    inEnvelope({ parsed: transaction.json, json_error: transaction.json_error }),
    ...(metadata.defaults === undefined ? [] : [saysSomething(metadataOf(metadata), metadata.defaults)]),
  ].map((rule) => ({ ...rule, position }));
  return metadata.required
    ? [{ ...reject(not(hasMetadata), "metadata_missing", "metadata is required"), position }, ...shape]
    : [{ ...when(hasMetadata, shape), position }];
}
