import { type Expression, ensure, eq, isNotNull, type Row, type Transaction, text } from "#spec";
import { lower } from "../common/text.ts";

/** The metadata names a wallet, and the transaction's user exists. */
export function walletAndUser(tx: Transaction, wallet: Expression<string | null>, account: Row<"users">) {
  return [
    ensure(isNotNull(wallet), "wallet_missing", "the metadata names no wallet"),
    ensure(account, "user_missing", text`user ${tx.user_id} does not exist`),
  ];
}

/** The transaction is signed by the user's own wallet. Grants do not count here. */
export function isSignedByUser(tx: Transaction, account: Row<"users">): Expression<boolean> {
  return eq(lower(account.wallet), lower(tx.signer));
}

/** The transaction is signed by the dashboard wallet. */
export function isSignedByWallet(tx: Transaction, wallet: Expression<string | null>): Expression<boolean> {
  return eq(wallet, lower(tx.signer));
}
