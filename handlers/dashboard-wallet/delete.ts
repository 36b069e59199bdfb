import { and, current, ensure, eq, handler, not, openMetadata, text, update, when } from "#spec";
import { dashboard_wallet_users } from "#tables";
import { signedByEither, walletAndUser, walletReads } from "./wallet.ts";

/** A dashboard wallet speaks for its user no longer: the user gives it up, or the wallet the user, whichever user it names. */
export const dashboardWalletUserDelete = handler({
  entity: "DashboardWalletUser",
  action: "Delete",
  metadata: openMetadata,
  reads: ({ tx, metadata, block }) => {
    const read = walletReads({ tx, metadata, block });
    return {
      ...read,
      assigned: current(dashboard_wallet_users, (row) =>
        and(eq<string | null>(row.wallet, read.wallet), not(row.is_delete)),
      ),
    };
  },
  rules: ({ assigned, ...given }) => [
    ...walletAndUser(given),
    ensure(assigned, "wallet_not_assigned", text`wallet ${given.wallet} speaks for no user`),
    signedByEither(given),
    when(given.by_user, [
      ensure(
        eq(assigned.user_id, given.tx.user_id),
        "wallet_of_other_user",
        text`wallet ${given.wallet} does not speak for user ${given.tx.user_id}`,
      ),
    ]),
  ],
  writes: ({ assigned }) => [update(assigned, { is_delete: true })],
});
