import {
  and,
  type Block,
  choose,
  coalesce,
  type Expression,
  ensure,
  exists,
  hasMember,
  isList,
  isNotNull,
  isObject,
  isOneOf,
  type Json,
  jsonLiteral,
  kindOf,
  memberOf,
  ne,
  not,
  or,
  type Row,
  type Rule,
  read,
  reject,
  sqlFunction,
  type Time,
  type,
  when,
} from "#spec";
import { isIntegerLiteral, pythonEqual, truthy } from "./json.ts";

/** The conditions of access in today's form, in which the splits of a price are a list; in the former form, an object, the owner gets all of it. */
export const listedSplits: (
  conditions: Expression<Json | null>,
  owner_id: Expression<number>,
) => Expression<Json | null> = sqlFunction(
  "em.with_listed_splits",
  [type.nullable(type.json), type.bigint],
  type.nullable(type.json),
);

/** Whether conditions name a purchase: as a member, an item of a list or a part of a text, which the network never told apart. */
export const namesPurchase = sqlFunction("em.names_purchase", [type.nullable(type.json)], type.boolean);
const cents = sqlFunction("em.bigint", [type.nullable(type.json)], type.bigint);

/** The conditions of a gate that is shut; NULL where the flag or the conditions say nothing. */
export function gateOf(flag: Expression<Json | null>, conditions: Expression<Json | null>): Expression<Json | null> {
  return choose(and(truthy(flag), truthy(conditions)), conditions, null);
}

/** Conditions are a number (not 0) or true, in which nothing can be looked for. */
export function hasNoMembers(conditions: Expression<Json | null>): Expression<boolean> {
  return and(truthy(conditions), isOneOf(kindOf(conditions), ["number", "boolean"]));
}

/** Conditions of access, whether their gate is shut or not, are no number or boolean; and a purchase among them can be read. */
export function conditionsReadable(conditions: Expression<Json | null>): readonly Rule[] {
  return [
    reject(hasNoMembers(conditions), "conditions_not_object", "the conditions of access are not an object"),
    ...purchaseReadable(conditions),
  ];
}

/** Where conditions of access name a purchase, it says how the price is split. */
export function purchaseReadable(conditions: Expression<Json | null>): readonly Rule[] {
  const purchase = memberOf(conditions, "usdc_purchase");
  return [
    when(namesPurchase(conditions), [
      ensure(
        isObject(purchase),
        "purchase_not_object",
        "the conditions of access name a purchase that is not an object",
      ),
      ensure(hasMember(purchase, "splits"), "splits_missing", "the price is not split"),
    ]),
  ];
}

/**
 * Where access is by purchase, the price is an integer of cents, written without a fraction (3.0 is none), and the splits
 * are a list; nobody checks what is in it.
 * @param gate the conditions of a gate that is shut, with listed splits; NULL where there is none
 */
export function priceValid(gate: Expression<Json | null>): readonly Rule[] {
  const purchase = memberOf(gate, "usdc_purchase");
  const price = memberOf(purchase, "price");
  return [
    when(hasMember(gate, "usdc_purchase"), [
      ensure(hasMember(purchase, "price"), "price_missing", "the purchase has no price"),
      ensure(isIntegerLiteral(price), "price_not_integer", "the price is not an integer"),
      ensure(isNotNull(read.bigint.read(price)), "price_out_of_range", "the price is beyond all that can be stored"),
      ensure(isList(memberOf(purchase, "splits")), "splits_not_list", "the splits of the price are not a list"),
    ]),
  ];
}

/** What a purchase costs and who gets it, for a gate that `priceValid` let pass and that asks for a purchase. */
export function priceOf(gate: Expression<Json | null>) {
  const purchase = memberOf(gate, "usdc_purchase");
  return {
    total_price_cents: cents(memberOf(purchase, "price")),
    splits: coalesce(memberOf(purchase, "splits"), jsonLiteral([])),
  };
}

/** The price history of a track or an album. */
type Price = Row<"track_price_history"> | Row<"album_price_history">;

/** A gate that asks for a purchase asks for a price other than the last one; in one block the first price counts. */
export function priceChanges(gate: Expression<Json | null>, last: Price, block: Block): Expression<boolean> {
  const price = priceOf(gate);
  return or(
    not(exists(last)),
    and(
      ne<Time>(last.block_timestamp, block.time),
      or(ne<number>(last.total_price_cents, price.total_price_cents), not(pythonEqual(last.splits, price.splits))),
    ),
  );
}
