import {
  type AnyWrite,
  and,
  type Block,
  differs,
  type Expression,
  ensure,
  exists,
  insertOrIgnore,
  isString,
  latest,
  type Metadata,
  ne,
  not,
  or,
  type Row,
  read,
  sqlFunction,
  type,
  when,
} from "#spec";
import { user_payout_wallet_history } from "#tables";
import { textOf, truthy } from "../common/json.ts";

const isSolanaPublicKey = sqlFunction("em.is_solana_public_key", [type.nullable(type.text)], type.boolean);

/** The wallet for payouts is a Solana public key. */
export function payoutWalletValid(metadata: Metadata) {
  const wallet = metadata.get("spl_usdc_payout_wallet");
  return when(truthy(wallet), [
    ensure(isString(wallet), "payout_wallet_not_text", "the payout wallet is not a string"),
    ensure(isSolanaPublicKey(textOf(wallet)), "payout_wallet_invalid", "the payout wallet is not a Solana public key"),
  ]);
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
