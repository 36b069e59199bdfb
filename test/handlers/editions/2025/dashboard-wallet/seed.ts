import { signMessage, walletOf } from "../../../../../src/devnet/wallets.ts";
import type { Rows } from "../../../../support/procedure.ts";

/** blockTime in unix seconds. */
export const now = 1_780_315_200;

/** The wallets of a user, and dashboard wallets: one that is free, one that speaks for user 1, one that user 2 gave up. */
export const userWallet = walletOf("dashboard", "user");
export const otherWallet = walletOf("dashboard", "other");
export const free = walletOf("dashboard", "free");
export const assigned = walletOf("dashboard", "assigned");
export const givenUp = walletOf("dashboard", "given up");

export const user = { user_id: 1, signer: userWallet.address };
export const other = { user_id: 2, signer: otherWallet.address };

export const dashboardRows: Rows = {
  users: [
    { user_id: 1, wallet: userWallet.address, handle: "Ray" },
    { user_id: 2, wallet: otherWallet.lower, handle: null },
    { user_id: 3, wallet: null },
  ],
  dashboard_wallet_users: [
    { wallet: assigned.address, user_id: 1 },
    { wallet: givenUp.lower, user_id: 2, is_delete: true },
  ],
  developer_apps: [{ address: "0xapp", name: "App" }],
  grants: [{ grantee_address: "0xapp", user_id: 1, is_revoked: false, is_approved: true }],
};

/** A message signed by a wallet. */
export function signed(wallet: typeof free, message: string) {
  return { message, signature: signMessage(wallet, message) };
}

/** What a wallet says to speak for user 1, who then signs the transaction. */
export function byWallet(message = `Connecting Audius user id 1 at ${now}`, wallet = free) {
  return { wallet: wallet.address, wallet_signature: signed(wallet, message) };
}

/** What user 1 says to be spoken for by a wallet, which then signs the transaction. */
export function byUser(message = `Connecting Audius protocol dashboard wallet ${free.address} at ${now}`) {
  return { wallet: free.lower, user_signature: signed(userWallet, message) };
}
