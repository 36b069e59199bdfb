import {
  choose,
  type Expression,
  ensure,
  eq,
  isNotNull,
  type Metadata,
  memberOf,
  or,
  reject,
  ruleSet,
  text,
  type,
  when,
} from "#spec";
import { hasNoMembers, namesPurchase } from "../common/gates.ts";
import { jsonLength, pythonEqual, truthy } from "../common/json.ts";

/**
 * Access to a track may be gated: who may hear it (stream) and who may download it. A stem is never gated, it goes by its
 * parent. A gate has exactly one condition; a stream gate is a download gate too, with the same condition; and a purchase
 * says how the price is split.
 */
export const accessConditions = ruleSet(
  "access_conditions",
  {
    track_id: type.bigint,
    stem_of: type.nullable(type.json),
    is_stream_gated: type.nullable(type.json),
    stream_conditions: type.nullable(type.json),
    is_download_gated: type.nullable(type.json),
    download_conditions: type.nullable(type.json),
  },
  {
    reads: (given) => ({
      stream_gate: truthy(given.is_stream_gated),
      download_gate: truthy(given.is_download_gated),
      gate: choose(truthy(given.is_stream_gated), given.stream_conditions, given.download_conditions),
    }),
    rules: ({ track_id, stem_of, stream_conditions, download_conditions, stream_gate, download_gate, gate }) => [
      when(or(stream_gate, download_gate), [
        reject(truthy(stem_of), "stem_gated", text`track ${track_id} is a stem, which cannot be gated`),
        ensure(
          isNotNull(gate),
          "gate_conditions_missing",
          text`track ${track_id} is gated, but the conditions are missing`,
        ),
        reject(
          hasNoMembers(gate),
          "conditions_not_object",
          text`the conditions of track ${track_id} are not an object`,
        ),
        when(namesPurchase(gate), [
          ensure(
            truthy(memberOf(memberOf(gate, "usdc_purchase"), "splits")),
            "splits_missing",
            text`the price of track ${track_id} is not split`,
          ),
        ]),
      ]),
      when(
        stream_gate,
        [
          ensure(
            truthy(stream_conditions),
            "stream_conditions_missing",
            text`track ${track_id} is stream gated without conditions`,
          ),
          ensure(
            eq(jsonLength(stream_conditions), 1),
            "stream_conditions_count",
            text`track ${track_id} does not have exactly one stream condition`,
          ),
          ensure(
            download_gate,
            "stream_gate_without_download_gate",
            text`track ${track_id} is stream gated but not download gated`,
          ),
          ensure(
            pythonEqual(stream_conditions, download_conditions),
            "conditions_differ",
            text`the stream and download conditions of track ${track_id} differ`,
          ),
        ],
        [
          when(download_gate, [
            ensure(
              truthy(download_conditions),
              "download_conditions_missing",
              text`track ${track_id} is download gated without conditions`,
            ),
            ensure(
              eq(jsonLength(download_conditions), 1),
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
    is_stream_gated: metadata.get("is_stream_gated"),
    stream_conditions: metadata.get("stream_conditions"),
    is_download_gated: metadata.get("is_download_gated"),
    download_conditions: metadata.get("download_conditions"),
  });
}
