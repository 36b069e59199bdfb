import { signMessage, type Wallet, walletOf } from "../../../src/devnet/wallets.ts";
import type { Rows } from "../../support/procedure.ts";

export const ana = walletOf("dashboard", "ana");
export const ben = walletOf("dashboard", "ben");
/** Speaks for nobody, for Ana, for Ben, and for Ben no longer. */
export const wallet = {
  free: walletOf("dashboard", "free"),
  anas: walletOf("dashboard", "anas"),
  bens: walletOf("dashboard", "bens"),
  former: walletOf("dashboard", "former"),
};

/** The time of the blocks here, in seconds since 1970 and as text. */
export const seconds = 1_790_000_000;
export const time = new Date(seconds * 1000).toISOString();
export const now = time.replace(".000Z", "");

export const walletRows: Rows = {
  users: [
    { user_id: 1, wallet: ana.lower, handle: "Ana" },
    { user_id: 2, wallet: ben.lower },
    { user_id: 3, wallet: null },
  ],
  dashboard_wallet_users: [
    { user_id: 1, wallet: wallet.anas.lower },
    { user_id: 2, wallet: wallet.bens.lower },
    { user_id: 2, wallet: wallet.former.lower, is_delete: true },
  ].map((row) => ({ ...row, blocknumber: 0 })),
  developer_apps: [{ address: "0xapp", name: "app", user_id: 1 }],
  grants: [{ grantee_address: "0xapp", user_id: 1, is_revoked: false, is_approved: true }],
};

/** A message with its signature. */
export function signed(by: Wallet, message: string) {
  return { message, signature: signMessage(by, message) };
}

/** The rows of a wallet. */
export const assignmentOf =
  "select to_jsonb(dashboard_wallet_users) as row from dashboard_wallet_users where wallet = $1 order by user_id";
