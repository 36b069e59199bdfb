import { and, cast, current, ensure, envelope, eq, handler, remove, text, value } from "#spec";
import { associated_wallets } from "#tables";
import { textMember } from "../common/given.ts";
import { removedWalletMembers } from "../common/known-members.ts";
import { signedForUser } from "../common/signer.ts";

/** A user takes a wallet from among theirs; it must be spelt as it was when it came, and its chain named. */
export const associatedWalletDelete = handler({
  entity: "AssociatedWallet",
  action: "Delete",
  metadata: envelope(removedWalletMembers),
  reads: ({ tx, metadata }) => {
    const wallet = value(textMember(metadata, "wallet_address"));
    const chain = value(textMember(metadata, "chain"));
    return {
      wallet,
      chain,
      own: current(associated_wallets, (row) =>
        and(eq(row.user_id, tx.user_id), eq(row.wallet, wallet), eq(cast(row.chain, "text"), chain)),
      ),
    };
  },
  rules: ({ tx, wallet, chain, own }) => [
    signedForUser(tx),
    ensure(own, "wallet_not_associated", text`user ${tx.user_id} has no wallet ${wallet} on ${chain}`),
  ],
  writes: ({ own }) => [remove(own)],
});
