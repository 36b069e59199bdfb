import {
  type AnyWrite,
  block,
  type Expression,
  insertOrIgnore,
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
import { album_price_history } from "#tables";
import { gateOf, priceChanges, priceOf, purchaseValid } from "../common/price.ts";

/** What is sold by the metadata, of an album or any other playlist, and the price as it stands. */
export function priceReads(tx: Transaction, metadata: Metadata) {
  return {
    purchase: value(memberOf(gateOf(metadata, "stream"), "usdc_purchase")),
    last_price: latest(album_price_history, { playlist_id: tx.entity_id }, (row) => row.block_timestamp),
  };
}

type Price = ReturnType<typeof priceReads>;

/** What is sold has a price. */
export function priceValid(playlist_id: Expression<number>, { purchase }: Pick<Price, "purchase">): Rule {
  return purchaseValid(purchase, text`playlist ${playlist_id} is sold without a price`);
}

/** Keeps the history of the playlist's prices: a row whenever price or splits change, at most one a block. */
export function notePrice(playlist_id: Expression<number>, { purchase, last_price }: Price): AnyWrite {
  return whenever(isObject(purchase), [
    insertOrIgnore(album_price_history, {
      playlist_id,
      ...priceOf(purchase),
      block_timestamp: block.time,
    }).when(or(...priceChanges(purchase, last_price))),
  ]);
}
