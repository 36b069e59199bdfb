import {
  type AnyWrite,
  block,
  cast,
  choose,
  coalesce,
  differs,
  type Expression,
  insertOrIgnore,
  isNotNull,
  isObject,
  latest,
  type Metadata,
  memberOf,
  or,
  type Rule,
  type Transaction,
  text,
  value,
  whenever,
} from "#spec";
import { track_price_history } from "#tables";
import { gateOf, priceChanges, priceOf, purchaseValid } from "../common/price.ts";

/**
 * What is sold by the metadata: hearing the track before downloading it; and the price as it stands. Metadata that does not say the
 * gate sells nothing.
 */
export function priceReads(tx: Transaction, metadata: Metadata) {
  const stream_gate = value(gateOf(metadata, "stream"));
  return {
    stream_gate,
    purchase: value(memberOf(coalesce(stream_gate, gateOf(metadata, "download")), "usdc_purchase")),
    access: value(
      choose(
        isNotNull(stream_gate),
        cast("stream", "usdc_purchase_access_type"),
        cast("download", "usdc_purchase_access_type"),
      ),
    ),
    last_price: latest(track_price_history, { track_id: tx.entity_id }, (row) => row.block_timestamp),
  };
}

type Price = ReturnType<typeof priceReads>;

/** What is sold has a price. */
export function priceValid(track_id: Expression<number>, { purchase }: Pick<Price, "purchase">): Rule {
  return purchaseValid(purchase, text`track ${track_id} is sold without a price`);
}

/** Keeps the history of the track's prices: a row whenever price, splits or what is sold changes, at most one a block. */
export function notePrice(track_id: Expression<number>, { purchase, access, last_price }: Price): AnyWrite {
  return whenever(isObject(purchase), [
    insertOrIgnore(track_price_history, {
      track_id,
      ...priceOf(purchase),
      access,
      block_timestamp: block.time,
    }).when(or(...priceChanges(purchase, last_price), differs(last_price.access, access))),
  ]);
}
