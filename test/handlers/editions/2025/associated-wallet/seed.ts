import { signMessage, solanaWalletOf, walletOf } from "../../../../../src/devnet/wallets.ts";
import type { Rows } from "../../../../support/procedure.ts";

export const user = { user_id: 1, signer: "0xuser", entity_type: "AssociatedWallet" };

/** Wallets that are nobody's, user 1's, user 2's, and one of which user 1 has a row that is not current. */
export const eth = {
  free: walletOf("associated", "free"),
  own: walletOf("associated", "own"),
  others: walletOf("associated", "others"),
  stale: walletOf("associated", "stale"),
};
export const sol = solanaWalletOf("associated", "sol");

export const walletRows: Rows = {
  users: [
    { user_id: 1, wallet: "0xuser" },
    { user_id: 2, wallet: "0xother" },
  ],
  associated_wallets: [
    { user_id: 1, wallet: eth.own.address, chain: "eth" },
    { user_id: 2, wallet: eth.others.address, chain: "eth" },
    { user_id: 2, wallet: sol.address, chain: "sol" },
    { user_id: 1, wallet: eth.stale.address, chain: "eth", is_current: false },
  ].map((row) => ({ ...row, blocknumber: 0 })),
};

/** What the owner of an Ethereum wallet sends, signed for user 1. */
export function ethereum(wallet = eth.free) {
  return { wallet_address: wallet.address, chain: "eth", signature: signMessage(wallet, "AudiusUserID:1") };
}

/** What the owner of the Solana wallet sends, signed for user 1. */
export function solana(message = "AudiusUserID:1") {
  return { wallet_address: sol.address, chain: "sol", signature: sol.sign(message) };
}
