import { coalesce, ne, type Row, require, type Transaction, text } from "../../codegen/spec/index.ts";

/** The user of the transaction exists and has a wallet: without one they can neither have apps nor grant anything. */
export function accountWithWallet(tx: Transaction, account: Row<"users">) {
  return [
    require(account, "user_missing", text`user ${tx.user_id} does not exist`),
    require(ne(coalesce(account.wallet, ""), ""), "user_wallet_missing", text`user ${tx.user_id} has no wallet`),
  ];
}
