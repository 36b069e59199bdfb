import { Binding, callOf, type Expression, expression, type Json, lift } from "./expression.ts";
import { eq, isNotNull, jsonLiteral } from "./operators.ts";
import { ensure, type Refusal, reject } from "./rule.ts";
import { transaction } from "./transaction.ts";

/** The metadata of a transaction, as a handler's rules and fields read it. */
export interface Metadata {
  /** The members: the `data` of an envelope, or the whole JSON of an action that knows no envelope. */
  readonly json: Expression<Json | null>;
  /** The `cid` beside an envelope's data. */
  readonly cid: Expression<Json | null>;
  /** The JSON value of a member; NULL where there is no such member. */
  get(member: string): Expression<Json | null>;
  /** The metadata has the member, be it null. */
  has(member: string): Expression<boolean>;
}

/** What a handler expects of its transaction's metadata. */
export type MetadataForm =
  /** The handler does not look at it, and it may be anything. */
  | { readonly kind: "ignored" }
  /** The raw JSON of the actions that know no envelope; the handler's own rules judge its shape. */
  | { readonly kind: "json" }
  /** In an envelope or without one; what is not a JSON object counts as no metadata. */
  | { readonly kind: "open" }
  /** `{cid, data}`. `defaults` are the known members with their defaults, to which all actions but Update reduce the data. */
  | {
      readonly kind: "envelope";
      readonly required: boolean;
      readonly defaults: Readonly<Record<string, unknown>> | undefined;
    };

/** Metadata that nobody looks at. */
export const ignored: MetadataForm = { kind: "ignored" };

/** Metadata without an envelope: the handler judges the JSON itself. */
export const rawJson: MetadataForm = { kind: "json" };

/**
 * Metadata in an envelope or without one: an object under `data` stands for the metadata, else the whole JSON does. What is not a
 * JSON object counts as an object without members.
 */
export const openMetadata: MetadataForm = { kind: "open" };

/** Metadata that must be there, in an envelope. */
export function envelope(defaults?: Readonly<Record<string, unknown>>): MetadataForm {
  return { kind: "envelope", required: true, defaults };
}

/** Metadata that may be empty, but must be in an envelope if it is not. */
export function optionalEnvelope(defaults?: Readonly<Record<string, unknown>>): MetadataForm {
  return { kind: "envelope", required: false, defaults };
}

/** Member of a JSON object; NULL where the value is not an object or has no such member. */
export function memberOf(json: Expression<Json | null>, member: string): Expression<Json | null> {
  return expression("jsonb", {
    kind: "operator",
    symbol: "->",
    left: json,
    right: lift(member),
    binding: Binding.Other,
  });
}

/** Member of a JSON object as text: strings without their quotes, null as NULL. */
export function textMemberOf(json: Expression<Json | null>, member: string): Expression<string | null> {
  return expression("text", {
    kind: "operator",
    symbol: "->>",
    left: json,
    right: lift(member),
    binding: Binding.Other,
  });
}

/** The JSON object has the member. */
export function hasMember(json: Expression<Json | null>, member: string): Expression<boolean> {
  return expression("boolean", {
    kind: "operator",
    symbol: "?",
    left: json,
    right: lift(member),
    // Postgres binds it tighter, a reader's eye does not.
    binding: Binding.Comparison,
  });
}

/** What a JSON value can be. */
export type JsonKind = "object" | "array" | "string" | "number" | "boolean" | "null";

/** The kind of a JSON value; NULL where there is none. */
export function kindOf(json: Expression<Json | null>): Expression<JsonKind | null> {
  return callOf("text", "jsonb_typeof", [json]);
}

/** The JSON value is an object; unknown where there is none. */
export function isObject(json: Expression<Json | null>): Expression<boolean> {
  return eq<JsonKind | null>(kindOf(json), "object");
}

/** The JSON value is a list; unknown where there is none. */
export function isList(json: Expression<Json | null>): Expression<boolean> {
  return eq<JsonKind | null>(kindOf(json), "array");
}

/** The JSON value is a string; unknown where there is none. */
export function isString(json: Expression<Json | null>): Expression<boolean> {
  return eq<JsonKind | null>(kindOf(json), "string");
}

/** The JSON value is null, which a member that is missing is not: unknown where there is none. */
export function isJsonNull(json: Expression<Json | null>): Expression<boolean> {
  return eq<JsonKind | null>(kindOf(json), "null");
}

/** The metadata as a handler of this form reads it. */
export function metadataOf(form: MetadataForm): Metadata {
  return metadataFrom(
    form.kind === "envelope" || form.kind === "open"
      ? expression("jsonb", {
          kind: "reference",
          text: "data",
          nullable: form.kind === "envelope" && !form.required,
        })
      : transaction.json,
  );
}

/** A JSON object as metadata, for a handler that finds its members elsewhere than most do. */
export function metadataFrom(json: Expression<Json | null>): Metadata {
  return {
    json,
    cid: memberOf(transaction.json, "cid"),
    get: (member) => memberOf(json, member),
    has: (member) => hasMember(json, member),
  };
}

const hasChanges = (data: Expression<Json | null>, defaults: Readonly<Record<string, unknown>>): Expression<boolean> =>
  callOf("boolean", "em.has_changes", [data, jsonLiteral(defaults)], false);

/** Of the members that an action knows, at least one is given and differs from its default; else the transaction is refused. */
export function saysSomething(metadata: Metadata, defaults: Readonly<Record<string, unknown>>): Refusal {
  return ensure(
    hasChanges(metadata.json, defaults),
    "metadata_without_changes",
    "the metadata says nothing: all members that the action knows have their defaults",
  );
}

/**
 * The rules that metadata which must be a JSON object has to meet.
 * @param parsed the metadata as JSON; NULL when it does not parse
 * @param json_error why it does not parse, where Postgres and not its syntax is in the way
 */
export function objectRules(
  parsed: Expression<Json | null>,
  json_error: Expression<string | null>,
): readonly Refusal[] {
  const cannotHold = (code: string, reason: string) => reject(eq<string | null>(json_error, code), code, reason);
  return [
    cannotHold("metadata_too_large", "the metadata is larger than jsonb can hold"),
    cannotHold("metadata_too_deep", "the metadata is nested deeper than jsonb can hold"),
    ensure(isNotNull(parsed), "metadata_not_json", "the metadata is not JSON"),
    ensure(isObject(parsed), "metadata_not_object", "the metadata is not a JSON object"),
  ];
}
