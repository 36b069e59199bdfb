import {
  type AnyWrite,
  and,
  type Block,
  cast,
  choose,
  coalesce,
  type Expression,
  exists,
  hasMember,
  insertOrIgnore,
  isNotNull,
  isObject,
  type Json,
  latest,
  type Metadata,
  ne,
  or,
  type Transaction,
  value,
  when,
  whenever,
} from "#spec";
import { track_price_history } from "#tables";
import { gateOf, listedSplits, priceChanges, priceOf, priceValid, purchaseReadable } from "../common/gates.ts";

/**
 * The gate whose price counts, that of hearing the track before that of downloading it; what is sold by it; and the price as
 * it stands.
 */
export function priceReads(tx: Transaction, metadata: Metadata) {
  const stream_price = value(
    listedSplits(gateOf(metadata.get("is_stream_gated"), metadata.get("stream_conditions")), tx.user_id),
  );
  const download = listedSplits(
    gateOf(metadata.get("is_download_gated"), metadata.get("download_conditions")),
    tx.user_id,
  );
  return {
    stream_price,
    gate: value(coalesce(stream_price, download)),
    sold: value(choose(isNotNull(stream_price), accessTo("stream"), accessTo("download"))),
    last_price: latest(track_price_history, { track_id: tx.entity_id }, (row) => row.block_timestamp),
  };
}

/** A purchase can be read, whether its gate is shut or not; and a price is an integer of cents with a list of splits. */
export function conditionsValid(metadata: Metadata, gate: Expression<Json | null>) {
  const readable = ["stream_conditions", "download_conditions"].map((name) =>
    when(isObject(metadata.get(name)), purchaseReadable(metadata.get(name))),
  );
  return [...readable, ...priceValid(gate)];
}

/** Keeps the history of the track's prices: a row whenever price, splits or what is sold changes, at most one a block. */
export function notePrice(
  track_id: Expression<number>,
  block: Block,
  { gate, sold, last_price }: ReturnType<typeof priceReads>,
): AnyWrite {
  const sellsOther = and(exists(last_price), ne(last_price.block_timestamp, block.time), ne(last_price.access, sold));
  return whenever(hasMember(gate, "usdc_purchase"), [
    insertOrIgnore(track_price_history, {
      track_id,
      ...priceOf(gate),
      access: sold,
      block_timestamp: block.time,
    }).when(or(priceChanges(gate, last_price, block), sellsOther)),
  ]);
}

function accessTo(what: "stream" | "download") {
  return cast(what, "usdc_purchase_access_type");
}
