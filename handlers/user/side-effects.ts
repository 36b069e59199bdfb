import { user_events, user_payout_wallet_history } from "../../codegen/generated/tables.ts";
import {
  type AnyWrite,
  and,
  type Block,
  choose,
  coalesce,
  current,
  differs,
  type Expression,
  eq,
  exists,
  insertOrIgnore,
  isNull,
  isObject,
  kindOf,
  latest,
  type Metadata,
  memberOf,
  ne,
  not,
  or,
  put,
  type Row,
  read,
  reject,
  when,
} from "../../codegen/spec/index.ts";
import { isIntegerLiteral, truthy } from "../common/json.ts";

/** The user's events as they stand: who brought them, and whether they use the mobile app. */
export function eventsOf(user_id: Expression<number>): Row<"user_events"> {
  return current(user_events, { user_id });
}

function givenEvents(metadata: Metadata) {
  const events = metadata.get("events");
  return { events, given: and(isObject(events), truthy(events)), referrer: memberOf(events, "referrer") };
}

/** A referrer, where it would be noted, must be a user's number that the column can hold; other kinds are passed over. */
export function referrerValid(metadata: Metadata, known: Row<"user_events">) {
  const { given, referrer } = givenEvents(metadata);
  return when(and(given, isNull(known.referrer)), [
    reject(
      and(isIntegerLiteral(referrer), isNull(read.integer.read(referrer))),
      "referrer_out_of_range",
      "the referrer is beyond every user's number",
    ),
    reject(eq(kindOf(referrer), "boolean"), "referrer_not_number", "the referrer is a boolean"),
  ]);
}

/** Notes who brought the user and that they use the mobile app, each the first time it is said. */
export function noteEvents(metadata: Metadata, known: Row<"user_events">, user_id: Expression<number>): AnyWrite {
  const { events, given, referrer } = givenEvents(metadata);
  const mobile = memberOf(events, "is_mobile_user");
  const brought = and(isIntegerLiteral(referrer), ne(read.integer.read(referrer), user_id));
  const newReferrer = coalesce(known.referrer, choose(brought, read.integer.read(referrer), null));
  const newMobile = or(coalesce(known.is_mobile_user, false), coalesce(read.checkedFlag.read(mobile), false));
  return put(known, { user_id, referrer: newReferrer, is_mobile_user: newMobile }).when(
    and(given, or(not(exists(known)), differs(newReferrer, known.referrer), differs(newMobile, known.is_mobile_user))),
  );
}

/** The wallet to which the user was paid last. */
export function lastPayoutWalletOf(user_id: Expression<number>): Row<"user_payout_wallet_history"> {
  return latest(user_payout_wallet_history, { user_id }, (row) => row.block_timestamp);
}

/** Keeps the history of payout wallets: a row whenever the wallet changes, at most one a block. */
export function notePayoutWallet(
  metadata: Metadata,
  last: Row<"user_payout_wallet_history">,
  user_id: Expression<number>,
  block: Block,
): AnyWrite {
  const wallet = read.anyText.read(metadata.get("spl_usdc_payout_wallet"));
  return insertOrIgnore(user_payout_wallet_history, {
    user_id,
    spl_usdc_payout_wallet: wallet,
    block_timestamp: block.time,
  }).when(
    and(
      metadata.has("spl_usdc_payout_wallet"),
      or(not(exists(last)), and(ne(last.block_timestamp, block.time), differs(last.spl_usdc_payout_wallet, wallet))),
    ),
  );
}
