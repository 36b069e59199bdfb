import { and, cast, current, ensure, eq, handler, isNotNull, openMetadata, or, text, update } from "#spec";
import { associated_wallets } from "#tables";
import { signedForUser } from "../common/signer.ts";
import { canonicalWallet, walletNamed, walletOf, walletReads } from "./wallet.ts";

/** A user takes a wallet from among theirs. Who names it by `wallet_address` must name its chain too. */
export const associatedWalletDelete = handler({
  entity: "AssociatedWallet",
  action: "Delete",
  metadata: openMetadata,
  reads: ({ tx, metadata }) => {
    const { wallet, chain } = walletReads(tx, metadata);
    return {
      wallet,
      chain,
      own: current(associated_wallets, (row) =>
        and(
          eq(row.user_id, tx.user_id),
          eq<string | null>(canonicalWallet(row.wallet, cast(row.chain, "text")), wallet),
          or(isNotNull(walletOf(metadata)), eq<string | null>(cast(row.chain, "text"), chain)),
          eq(row.is_delete, false),
        ),
      ),
    };
  },
  rules: ({ tx, metadata, wallet, own }) => [
    signedForUser(tx),
    ...walletNamed(metadata, wallet),
    ensure(own, "wallet_not_associated", text`user ${tx.user_id} has no wallet ${wallet}`),
  ],
  writes: ({ own }) => [update(own, { is_current: false, is_delete: true })],
});
