/** What is sold: the purchase that the conditions of a gate name, and the history of its price. */
import {
  and,
  choose,
  differs,
  type Expression,
  ensure,
  eq,
  exists,
  isNotNull,
  isObject,
  type Json,
  jsonLiteral,
  type Metadata,
  memberOf,
  not,
  type Row,
  type Rule,
  shown,
  sqlFunction,
  type,
  when,
} from "#spec";
import { isNumber } from "./values.ts";

const cents = sqlFunction("em.whole_bigint", [type.nullable(type.json)], type.nullable(type.bigint));

/** The metadata shuts a gate; unknown where it does not say. */
export function isShut(metadata: Metadata, access: "stream" | "download"): Expression<boolean> {
  return eq<Json | null>(metadata.get(`is_${access}_gated`), jsonLiteral(true));
}

/** The conditions of a gate that the metadata shuts; NULL where it shuts none. */
export function gateOf(metadata: Metadata, access: "stream" | "download"): Expression<Json | null> {
  const conditions = metadata.get(`${access}_conditions`);
  return choose(and(isShut(metadata, access), isObject(conditions)), conditions, null);
}

/**
 * What is sold has a price in cents, of which a fraction does not count, and says how it is split: of a live track, the rules on
 * access ask that first.
 * @param unpriced the reason where there is no price
 */
export function purchaseValid(purchase: Expression<Json | null>, unpriced: Expression<string>): Rule {
  const price = memberOf(purchase, "price");
  return when(isObject(purchase), [
    ensure(isNumber(price), "price_missing", unpriced),
    ensure(isNotNull(cents(price)), "price_out_of_range", "the price is beyond all that can be stored"),
    ensure(isNotNull(memberOf(purchase, "splits")), "splits_missing", "the price is not split"),
  ]);
}

/** The price of a valid purchase and how it is split, as a history keeps them. */
export function priceOf(purchase: Expression<Json | null>) {
  return {
    total_price_cents: shown(cents(memberOf(purchase, "price"))),
    splits: shown(memberOf(purchase, "splits")),
  };
}

/** Each is a reason for a row in the history: it has none yet, or another price, or splits it otherwise. */
export function priceChanges(
  purchase: Expression<Json | null>,
  last_price: Row<"track_price_history"> | Row<"album_price_history">,
): readonly Expression<boolean>[] {
  const { total_price_cents, splits } = priceOf(purchase);
  return [
    not(exists(last_price)),
    differs<number>(last_price.total_price_cents, total_price_cents),
    differs<Json>(last_price.splits, splits),
  ];
}
