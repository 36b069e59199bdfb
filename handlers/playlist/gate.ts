import {
  type AnyWrite,
  type Block,
  choose,
  type Expression,
  ensure,
  eq,
  hasMember,
  insertOrIgnore,
  type Json,
  latest,
  type Metadata,
  members,
  type Row,
  type Rule,
  read,
  type Transaction,
  text,
  value,
  when,
  whenever,
} from "#spec";
import { album_price_history } from "#tables";
import { conditionsReadable, gateOf, listedSplits, priceChanges, priceOf, priceValid } from "../common/gates.ts";
import { jsonLength, truthy } from "../common/json.ts";

const conditionsMember = members({ stream_conditions: read.json });

/** The gate that the metadata shuts, and the last price of the album. */
export function gateReads(tx: Transaction, metadata: Metadata) {
  return {
    gate: value(listedSplits(gateOf(metadata.get("is_stream_gated"), metadata.get("stream_conditions")), tx.user_id)),
    last_price: latest(album_price_history, { playlist_id: tx.entity_id }, (row) => row.block_timestamp),
  };
}

/**
 * Who may hear an album can be gated, by exactly one condition. The conditions must come with the flag: an Update that only
 * says that the album is gated is refused, whatever conditions it has.
 */
export function gateValid(playlist_id: Expression<number>, metadata: Metadata, gate: Expression<Json | null>): Rule[] {
  const conditions = metadata.get("stream_conditions");
  return [
    when(truthy(metadata.get("is_stream_gated")), [
      ensure(
        truthy(conditions),
        "stream_conditions_missing",
        text`playlist ${playlist_id} is stream gated without conditions`,
      ),
      ensure(
        eq(jsonLength(conditions), 1),
        "stream_conditions_count",
        text`playlist ${playlist_id} does not have exactly one stream condition`,
      ),
    ]),
    ...conditionsReadable(conditions),
    ...priceValid(gate),
    conditionsMember.wellTyped(metadata),
  ];
}

/** The conditions of a playlist, splits listed. */
export function conditionsOf(tx: Transaction, metadata: Metadata): Expression<Json | null> {
  return listedSplits(conditionsMember.of(metadata).stream_conditions, tx.user_id);
}

/** The conditions of a changed playlist: those that it has, unless the metadata gives others. */
export function changedConditionsOf(
  tx: Transaction,
  metadata: Metadata,
  playlist: Row<"playlists">,
): Expression<Json | null> {
  return choose(metadata.has("stream_conditions"), conditionsOf(tx, metadata), playlist.stream_conditions);
}

/** Keeps the history of the album's prices: a row whenever price or splits change, at most one a block. */
export function notePrice(
  playlist_id: Expression<number>,
  block: Block,
  gate: Expression<Json | null>,
  last_price: Row<"album_price_history">,
): AnyWrite {
  return whenever(hasMember(gate, "usdc_purchase"), [
    insertOrIgnore(album_price_history, {
      playlist_id,
      ...priceOf(gate),
      block_timestamp: block.time,
    }).when(priceChanges(gate, last_price, block)),
  ]);
}
