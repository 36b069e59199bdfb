import { signMessage, type Wallet, walletOf } from "../../../src/devnet/wallets.ts";
import type { Rows } from "../../support/procedure.ts";

export const ana = { user_id: 1, signer: "0xana" };
export const ben = { user_id: 2, signer: "0xben" };

/** The key of an app that is not there yet. */
export const newApp = walletOf("apps", "new");

/** The time of the blocks here, in seconds since 1970 and as text. */
export const seconds = 1_790_000_000;
export const time = new Date(seconds * 1000).toISOString();
export const now = time.replace(".000Z", "");

/** Ana's app, with an address to send users back to, and one that she deleted; Ben's app. */
export const appRows: Rows = {
  users: [
    { user_id: ana.user_id, wallet: ana.signer },
    { user_id: ben.user_id, wallet: ben.signer, is_deactivated: true },
  ],
  developer_apps: [
    {
      address: "0xapp",
      user_id: ana.user_id,
      name: "App",
      description: "d",
      image_url: "a.b",
      is_personal_access: true,
    },
    { address: "0xgone", user_id: ana.user_id, name: "", is_delete: true },
    { address: "0xbens", user_id: ben.user_id, name: "Ben's" },
  ],
  oauth_redirect_uris: [{ client_id: "0xapp", redirect_uri: "https://old.example" }],
};

/** An app's signature of the message by which it is created. */
export function appSignature(at: number | string = seconds, by: Wallet = newApp) {
  const message = `Creating Audius developer app at ${at}`;
  return { message, signature: signMessage(by, message) };
}

/** What a transaction left of an app and of the addresses to which it may send users back. */
export const appAfter = `
  select to_jsonb(developer_apps) as app,
         (select jsonb_agg(redirect_uri order by id) from oauth_redirect_uris where client_id = $1) as redirect_uris
    from developer_apps where address = $1`;

/** What an app cannot say of itself, by code: when it is created and later. */
export const badApps: [code: string, data: object][] = [
  ["name_missing", { name: "" }],
  ["name_missing", { name: 5 }],
  ["name_too_long", { name: "😀".repeat(51) }],
  ["description_too_long", { description: "😀".repeat(161) }],
  ["invalid_name", { name: "a\u0000" }],
  ["invalid_redirect_uris", { redirect_uris: ["a\u0000"] }],
];
