import {
  and,
  type Expression,
  ensure,
  eq,
  hasMember,
  isJsonNull,
  isObject,
  isOneOf,
  type Json,
  jsonLiteral,
  kindOf,
  type Metadata,
  memberOf,
  ne,
  not,
  or,
  type Rule,
  reject,
  ruleSet,
  sqlFunction,
  text,
  type,
  when,
} from "#spec";
import { isShut } from "../common/price.ts";

const memberCount = sqlFunction("em.member_count", [type.nullable(type.json)], type.integer);

/** Where conditions name a purchase, be their gate shut or not, it says how the price is split: in a list, or by wallet. */
function purchaseSplit(conditions: Expression<Json | null>): Rule {
  const purchase = memberOf(conditions, "usdc_purchase");
  const splits = memberOf(purchase, "splits");
  return when(hasMember(conditions, "usdc_purchase"), [
    ensure(isObject(purchase), "purchase_not_object", "the conditions of access name a purchase that is not an object"),
    ensure(hasMember(purchase, "splits"), "splits_missing", "the price is not split"),
    ensure(isOneOf(kindOf(splits), ["array", "object"]), "splits_not_list", "the splits of the price are not a list"),
    reject(
      isOneOf<Json | null>(splits, [jsonLiteral([]), jsonLiteral({})]),
      "splits_empty",
      "the price is split among nobody",
    ),
  ]);
}

/**
 * Access to a track may be gated: who may hear it (stream) and who may download it. A stem is never gated, it goes by the track of
 * which it is a part. A gate has exactly one condition; a stream gate is a download gate too, with the same condition; and a
 * purchase says how the price is split. Only what the metadata says is judged, not what the track says already.
 */
const accessConditions = ruleSet(
  "access_conditions",
  {
    track_id: type.bigint,
    stem_of: type.nullable(type.json),
    is_stream_gated: type.nullable(type.boolean),
    stream_conditions: type.nullable(type.json),
    is_download_gated: type.nullable(type.boolean),
    download_conditions: type.nullable(type.json),
  },
  {
    rules: ({ track_id, stem_of, is_stream_gated, stream_conditions, is_download_gated, download_conditions }) => [
      when(not(isJsonNull(stem_of)), [
        reject(
          or(is_stream_gated, is_download_gated),
          "stem_gated",
          text`track ${track_id} is a stem, which cannot be gated`,
        ),
      ]),
      when(isObject(stream_conditions), [purchaseSplit(stream_conditions)]),
      when(isObject(download_conditions), [purchaseSplit(download_conditions)]),
      when(
        is_stream_gated,
        [
          ensure(
            and(isObject(stream_conditions), ne<Json | null>(stream_conditions, jsonLiteral({}))),
            "stream_conditions_missing",
            text`track ${track_id} is stream gated without conditions`,
          ),
          ensure(
            eq(memberCount(stream_conditions), 1),
            "stream_conditions_count",
            text`track ${track_id} does not have exactly one stream condition`,
          ),
          ensure(
            is_download_gated,
            "stream_gate_without_download_gate",
            text`track ${track_id} is stream gated but not download gated`,
          ),
          ensure(
            eq<Json | null>(stream_conditions, download_conditions),
            "conditions_differ",
            text`the stream and download conditions of track ${track_id} differ`,
          ),
        ],
        [
          when(is_download_gated, [
            ensure(
              and(isObject(download_conditions), ne<Json | null>(download_conditions, jsonLiteral({}))),
              "download_conditions_missing",
              text`track ${track_id} is download gated without conditions`,
            ),
            ensure(
              eq(memberCount(download_conditions), 1),
              "download_conditions_count",
              text`track ${track_id} does not have exactly one download condition`,
            ),
          ]),
        ],
      ),
    ],
  },
);

/** The access conditions in a track's metadata. */
export function gatesValid(track_id: Expression<number>, metadata: Metadata) {
  return accessConditions({
    track_id,
    stem_of: metadata.get("stem_of"),
    is_stream_gated: isShut(metadata, "stream"),
    stream_conditions: metadata.get("stream_conditions"),
    is_download_gated: isShut(metadata, "download"),
    download_conditions: metadata.get("download_conditions"),
  });
}
