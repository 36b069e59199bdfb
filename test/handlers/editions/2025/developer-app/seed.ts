import { signMessage, walletOf } from "../../../../../src/devnet/wallets.ts";
import type { Rows } from "../../../../support/procedure.ts";

/** blockTime in unix seconds. */
export const now = 1_780_315_200;

export const owner = { user_id: 1, signer: "0xowner" };

/** The wallet of a new app, and one that an app in the tables has. */
export const newApp = walletOf("apps", "new");
export const takenApp = walletOf("apps", "taken");
export const userWallet = walletOf("apps", "user");

/** User 1 has one app and one that is deleted, user 2 has five; user 3 has no wallet; the manager may sign for user 1. */
export const appRows: Rows = {
  users: [
    { user_id: 1, wallet: "0xOwner" },
    { user_id: 2, wallet: "0xbusy" },
    { user_id: 3, wallet: "" },
    { user_id: 4, wallet: userWallet.address },
  ],
  developer_apps: [
    { address: "0xApp", user_id: 1, name: "App", description: "d", image_url: "i", created_at: "2026-02-01T00:00:00" },
    { address: "0xgone", user_id: 1, name: "Gone", is_delete: true },
    { address: takenApp.lower, user_id: 2, name: "1" },
    ...[2, 3, 4, 5].map((number) => ({ address: `0xbusy${number}`, user_id: 2, name: String(number) })),
  ],
};

/** The signature by which an app shows that it is its own. */
export function appSignature(wallet = newApp, message = `Creating Audius developer app at ${now}`) {
  return { message, signature: signMessage(wallet, message) };
}
