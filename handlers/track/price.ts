import {
  type AnyWrite,
  and,
  block,
  cast,
  choose,
  coalesce,
  differs,
  type Expression,
  ensure,
  exists,
  insertOrIgnore,
  isNotNull,
  isObject,
  type Json,
  latest,
  type Metadata,
  memberOf,
  not,
  or,
  type Rule,
  shown,
  sqlFunction,
  type Transaction,
  text,
  type,
  value,
  when,
  whenever,
} from "#spec";
import { track_price_history } from "#tables";
import { isNumber } from "../common/values.ts";
import { isShut } from "./access.ts";

const cents = sqlFunction("em.whole_bigint", [type.nullable(type.json)], type.nullable(type.bigint));

/** The conditions of a gate that the metadata shuts; NULL where it shuts none. */
function gateOf(metadata: Metadata, access: "stream" | "download"): Expression<Json | null> {
  const conditions = metadata.get(`${access}_conditions`);
  return choose(and(isShut(metadata, access), isObject(conditions)), conditions, null);
}

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

/** What is sold has a price in cents, of which a fraction does not count, and says how it is split. */
export function priceValid(track_id: Expression<number>, { purchase }: Pick<Price, "purchase">): Rule {
  const price = memberOf(purchase, "price");
  return when(isObject(purchase), [
    ensure(isNumber(price), "price_missing", text`track ${track_id} is sold without a price`),
    ensure(isNotNull(cents(price)), "price_out_of_range", "the price is beyond all that can be stored"),
    ensure(isNotNull(memberOf(purchase, "splits")), "splits_missing", "the price is not split"),
  ]);
}

/** Keeps the history of the track's prices: a row whenever price, splits or what is sold changes, at most one a block. */
export function notePrice(track_id: Expression<number>, { purchase, access, last_price }: Price): AnyWrite {
  const total_price_cents = cents(memberOf(purchase, "price"));
  const splits = memberOf(purchase, "splits");
  const changes = or(
    not(exists(last_price)),
    differs<number | null>(last_price.total_price_cents, total_price_cents),
    differs<Json | null>(last_price.splits, splits),
    differs(last_price.access, access),
  );
  return whenever(isObject(purchase), [
    insertOrIgnore(track_price_history, {
      track_id,
      total_price_cents: shown(total_price_cents),
      splits: shown(splits),
      access,
      block_timestamp: block.time,
    }).when(changes),
  ]);
}
