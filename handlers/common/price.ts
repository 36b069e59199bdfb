/** What is sold: the purchase that the conditions of a gate name, and the history of its price (network-2026.md L-price). */
import {
  and,
  choose,
  differs,
  type Expression,
  ensure,
  exists,
  isNotNull,
  isObject,
  type Json,
  type Metadata,
  memberOf,
  not,
  or,
  type Row,
  type Rule,
  shown,
  sqlFunction,
  text,
  type,
  when,
} from "#spec";
import { isNumber, isTrueValue } from "./values.ts";

const cents = sqlFunction("em.whole_bigint", [type.nullable(type.json)], type.nullable(type.bigint));

/** The conditions of a gate that the metadata shuts; NULL where it shuts none. */
export function gateOf(metadata: Metadata, access: "stream" | "download"): Expression<Json | null> {
  const conditions = metadata.get(`${access}_conditions`);
  return choose(and(isTrueValue(metadata.get(`is_${access}_gated`)), isObject(conditions)), conditions, null);
}

/**
 * What is sold has a price in cents, of which a fraction does not count, and says how it is split.
 * @param sold what is sold, by its name and number
 */
export function purchaseValid(sold: Expression<string>, purchase: Expression<Json | null>): Rule {
  const price = memberOf(purchase, "price");
  return when(isObject(purchase), [
    ensure(isNumber(price), "price_missing", text`${sold} is sold without a price`),
    ensure(isNotNull(cents(price)), "price_out_of_range", "the price is beyond all that can be stored"),
    ensure(isNotNull(memberOf(purchase, "splits")), "splits_missing", "the price is not split"),
  ]);
}

/** The price and its splits, as a history keeps them, of a purchase that is valid. */
export function priceOf(purchase: Expression<Json | null>) {
  return {
    total_price_cents: shown(cents(memberOf(purchase, "price"))),
    splits: shown(memberOf(purchase, "splits")),
  };
}

/** The purchase has another price, or is split otherwise, than the last one of the history; or the history is empty. */
export function priceChanges(
  purchase: Expression<Json | null>,
  last_price: Row<"track_price_history"> | Row<"album_price_history">,
): Expression<boolean> {
  const { total_price_cents, splits } = priceOf(purchase);
  return or(
    not(exists(last_price)),
    differs<number>(last_price.total_price_cents, total_price_cents),
    differs<Json>(last_price.splits, splits),
  );
}
