import { base58 } from "@scure/base";
import { signMessage, solanaWalletOf, walletOf } from "../../../src/devnet/wallets.ts";
import type { Rows } from "../../support/procedure.ts";

export const user = { user_id: 1, signer: "0xuser", entity_type: "AssociatedWallet" };

/** Wallets that are nobody's, user 1's, user 1's once, and user 2's, one of them as its checksum spells it. */
export const eth = {
  free: walletOf("associated", "free"),
  own: walletOf("associated", "own"),
  former: walletOf("associated", "former"),
  others: walletOf("associated", "others"),
  checksum: walletOf("associated", "checksum"),
};
export const sol = { free: solanaWalletOf("associated", "free"), own: solanaWalletOf("associated", "own") };

export const walletRows: Rows = {
  users: [
    { user_id: 1, wallet: "0xuser" },
    { user_id: 2, wallet: "0xother" },
  ],
  associated_wallets: [
    { user_id: 1, wallet: eth.own.lower },
    { user_id: 1, wallet: sol.own.address, chain: "sol" },
    { user_id: 1, wallet: eth.former.lower, is_current: false, is_delete: true },
    { user_id: 2, wallet: eth.others.lower },
    { user_id: 2, wallet: eth.checksum.address },
    { user_id: 2, wallet: sol.free.address, chain: "sol" },
  ].map((row) => ({ chain: "eth", ...row, blocknumber: 0 })),
};

/** What the owner of an Ethereum wallet sends with its signature of user 1's number. */
export function byNumber(wallet = eth.free, message = "AudiusUserID:1") {
  return { wallet_address: wallet.address, chain: "eth", signature: signMessage(wallet, message) };
}

/** What they send with its signature of a message. */
export function byMessage(wallet = eth.free, message = "mine") {
  return {
    wallet: wallet.address,
    chain: "eth",
    wallet_signature: { message, signature: signMessage(wallet, message) },
  };
}

/** The same of the Solana wallet, its signature in hexadecimal. */
export function solanaByNumber(message = "AudiusUserID:1") {
  return { wallet_address: sol.free.address, chain: "sol", signature: sol.free.sign(message) };
}

/** The same of the Solana wallet with a message, its signature in base64 or base58. */
export function solanaByMessage(encoding: "base64" | "base58") {
  const bytes = Buffer.from(sol.free.sign("mine"), "hex");
  const signature = encoding === "base64" ? bytes.toString("base64") : base58.encode(bytes);
  return { wallet: sol.free.address, chain: "sol", wallet_signature: { message: "mine", signature } };
}

/** The wallets in use, as [wallet, user_id, chain], and those that are not. */
export const walletsAfter = `
  select wallet, user_id, chain, is_current, is_delete, blocknumber from associated_wallets
  where wallet = any ($1) order by wallet, user_id`;
