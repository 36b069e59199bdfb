import { current, ensure, eq, handler, isTrue, or, rawJson, text, update, value, when } from "#spec";
import { dashboard_wallet_users, users } from "#tables";
import { addressMember, addressValid, objectOrNone } from "../common/given.ts";
import { storedLower } from "../common/text.ts";
import { isSignedByUser, isSignedByWallet, walletAndUser } from "./rules.ts";

/**
 * A dashboard wallet speaks for its user no longer: the user gives it up, or the wallet the user (whichever user the
 * transaction names then). What was given up may be given up again.
 */
export const dashboardWalletUserDelete = handler({
  entity: "DashboardWalletUser",
  action: "Delete",
  metadata: rawJson,
  reads: ({ tx, metadata }) => {
    const wallet = value(addressMember(metadata, "wallet"));
    const account = current(users, { user_id: tx.user_id });
    return {
      wallet,
      account,
      assigned: current(dashboard_wallet_users, (row) => eq(storedLower(row.wallet), wallet)),
      by_user: value(isTrue(isSignedByUser(tx, account))),
    };
  },
  rules: ({ tx, metadata, wallet, account, assigned, by_user }) => [
    objectOrNone(tx),
    addressValid(metadata, "wallet", tx),
    ...walletAndUser(tx, wallet, account),
    ensure(assigned, "wallet_not_assigned", text`wallet ${wallet} speaks for no user`),
    ensure(
      or(by_user, isSignedByWallet(tx, wallet)),
      "signer_not_authorized",
      text`${tx.signer} is neither the wallet of user ${tx.user_id} nor ${wallet}`,
    ),
    when(by_user, [
      ensure(
        eq(assigned.user_id, tx.user_id),
        "wallet_of_other_user",
        text`wallet ${wallet} does not speak for user ${tx.user_id}`,
      ),
    ]),
  ],
  writes: ({ assigned }) => [update(assigned, { is_delete: true })],
});
