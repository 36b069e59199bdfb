import { and, anyRow, eq, handler, ne, openMetadata, shown, updateAll, upsert, value } from "#spec";
import { associated_wallets } from "#tables";
import { canonicalWallet, chainKnown, chainOf, walletNamed, walletOf } from "../../../associated-wallet/wallet.ts";
import { signedForUser } from "../../../common/signer.ts";
import { textMember } from "../../../common/values.ts";
import { carriedFlag } from "../common/carried.ts";

/** A wallet of the old state, also one that was taken back. What it signed is not carried. */
export const associatedWalletCreate = handler({
  entity: "AssociatedWallet",
  action: "Create",
  metadata: openMetadata,
  reads: ({ tx, metadata }) => {
    const chain = value(textMember(metadata, "chain"));
    const wallet = value(canonicalWallet(walletOf(metadata), chain));
    return {
      wallet,
      chain,
      own: anyRow(associated_wallets, { user_id: tx.user_id, wallet, chain: chainOf(chain) }),
    };
  },
  rules: ({ tx, metadata, wallet, chain }) => [signedForUser(tx), ...walletNamed(metadata, wallet), chainKnown(chain)],
  writes: ({ tx, metadata, wallet, chain, own }) => [
    updateAll(
      associated_wallets,
      (row) => and(eq(row.wallet, wallet), eq(row.chain, chainOf(chain)), row.is_current, ne(row.user_id, tx.user_id)),
      () => ({ is_current: false, is_delete: true }),
    ),
    upsert(own, {
      user_id: tx.user_id,
      wallet: shown(wallet),
      chain: shown(chainOf(chain)),
      is_delete: carriedFlag(metadata, "is_delete"),
    }),
  ],
});
