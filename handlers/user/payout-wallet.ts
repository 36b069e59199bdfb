import {
  type AnyWrite,
  and,
  type Block,
  differs,
  exists,
  insertOrIgnore,
  isNotNull,
  latest,
  type Metadata,
  ne,
  not,
  or,
  type Row,
  type Transaction,
} from "#spec";
import { user_payout_wallet_history } from "#tables";
import { textMember } from "../common/values.ts";

/** The wallet to which the user was paid last. */
export function lastPayoutWalletOf(tx: Transaction): Row<"user_payout_wallet_history"> {
  return latest(user_payout_wallet_history, { user_id: tx.user_id }, (row) => row.block_timestamp);
}

/** Keeps the history of payout wallets: a row whenever the wallet changes, at most one a block. */
export function notePayoutWallet(
  tx: Transaction,
  block: Block,
  metadata: Metadata,
  last: Row<"user_payout_wallet_history">,
): AnyWrite {
  const wallet = textMember(metadata, "spl_usdc_payout_wallet");
  return insertOrIgnore(user_payout_wallet_history, {
    user_id: tx.user_id,
    spl_usdc_payout_wallet: wallet,
    block_timestamp: block.time,
  }).when(
    and(
      isNotNull(wallet),
      or(not(exists(last)), and(ne(last.block_timestamp, block.time), differs(last.spl_usdc_payout_wallet, wallet))),
    ),
  );
}
