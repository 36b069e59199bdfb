import { coalesce, ensure, ne, type Row, type Transaction, text } from "#spec";

/** The user of the transaction exists and has a wallet: without one they can neither have apps nor grant anything. */
export function accountWithWallet(tx: Transaction, account: Row<"users">) {
  return [
    ensure(account, "user_missing", text`user ${tx.user_id} does not exist`),
    ensure(ne(coalesce(account.wallet, ""), ""), "user_wallet_missing", text`user ${tx.user_id} has no wallet`),
  ];
}
