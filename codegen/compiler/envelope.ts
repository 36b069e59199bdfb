import type { Handler, HandlerRule } from "../spec/handler.ts";
import {
  and,
  eq,
  hasMember,
  hasMetadata,
  isNotNull,
  jsonLiteral,
  kindOf,
  memberOf,
  metadataOf,
  type Rule,
  reject,
  require,
  ruleSet,
  sqlFunction,
  type,
  when,
} from "../spec/index.ts";
import { transaction } from "../spec/transaction.ts";

/** Metadata must be JSON, and an object with the members cid and data, the data an object too. */
export const inEnvelope = ruleSet(
  "in_envelope",
  { json: type.nullable(type.json), json_error: type.nullable(type.text) },
  {
    rules: ({ json, json_error }) => [
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
      require(isNotNull(json), "metadata_not_json", "the metadata is not JSON"),
      require(eq(kindOf(json), "object"), "metadata_not_object", "the metadata is not a JSON object"),
      require(and(
        hasMember(json, "cid"),
        hasMember(json, "data"),
      ), "metadata_not_enveloped", "the metadata lacks the members cid and data"),
      require(eq(
        kindOf(memberOf(json, "data")),
        "object",
      ), "metadata_data_not_object", "the metadata's data is not a JSON object"),
    ],
  },
);

const hasChanges = sqlFunction("em.has_changes", [type.nullable(type.json), type.json], type.boolean);

/** The rules that follow from the form of a handler's metadata; they come first, and bear the handler's place. */
export function envelopeRules(handler: Handler): HandlerRule[] {
  const { metadata, position } = handler;
  if (metadata.kind !== "envelope") return [];
  const shape: Rule[] = [
    inEnvelope({ json: transaction.json, json_error: transaction.json_error }),
    ...(metadata.defaults === undefined
      ? []
      : [
          require(hasChanges(
            metadataOf(metadata).json,
            jsonLiteral(metadata.defaults),
          ), "metadata_without_changes", "the metadata says nothing: all members that the action knows have their defaults"),
        ]),
  ].map((rule) => ({ ...rule, position }));
  return metadata.required
    ? [{ ...reject(eq(transaction.metadata, ""), "metadata_missing", "metadata is required"), position }, ...shape]
    : [{ ...when(hasMetadata, shape), position }];
}
