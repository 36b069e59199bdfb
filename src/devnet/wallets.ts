import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { base58 } from "@scure/base";
import secp256k1 from "secp256k1";

/** The address whose signature verifies users and sends announcements on the network (decision S4's default). */
export const verifierAddress = "0xbeef8E42e8B5964fDD2b7ca8efA0d9aef38AA996";

/** A secp256k1 key pair of the devnet, with its Ethereum address. */
export interface Wallet {
  readonly privateKey: Uint8Array;
  /** EIP-55 checksum form, as a node gives a recovered signer. */
  readonly address: string;
  /** The address in lower case, as the tables keep wallets. */
  readonly lower: string;
}

/** Derives the wallet that a label names under a seed. The keys are public knowledge: never use them for anything of value. */
export function walletOf(seed: string, label: string): Wallet {
  for (let attempt = 0; ; attempt += 1) {
    const privateKey = createHash("sha256").update(`${seed}/key/${label}/${attempt}`).digest();
    if (!secp256k1.privateKeyVerify(privateKey)) {
      continue;
    }
    const publicKey = secp256k1.publicKeyCreate(privateKey, false);
    const lower = `0x${Buffer.from(keccak_256(publicKey.subarray(1)).subarray(12)).toString("hex")}`;
    return { privateKey, address: checksumAddress(lower), lower };
  }
}

/** @returns a lower-case 0x address in EIP-55 mixed case */
export function checksumAddress(lower: string): string {
  const digits = lower.slice(2);
  const hash = Buffer.from(keccak_256(Buffer.from(digits, "ascii"))).toString("hex");
  let text = "0x";
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charAt(index);
    text += Number.parseInt(hash.charAt(index), 16) >= 8 ? digit.toUpperCase() : digit;
  }
  return text;
}

/**
 * Signs a text as Ethereum wallets do (EIP-191, personal_sign).
 * @returns 0x, r, s and v (27 or 28) in hex
 */
export function signMessage(wallet: Wallet, message: string): string {
  const text = Buffer.from(message, "utf8");
  const prefix = Buffer.from(`\x19Ethereum Signed Message:\n${text.length}`, "utf8");
  const digest = keccak_256(Buffer.concat([prefix, text]));
  const { signature, recid } = secp256k1.ecdsaSign(digest, wallet.privateKey);
  return `0x${Buffer.from(signature).toString("hex")}${(27 + recid).toString(16)}`;
}

/** A Solana (ed25519) wallet: its base58 address, and a signer of texts that gives hex without 0x. */
export interface SolanaWallet {
  readonly address: string;
  readonly sign: (message: string) => string;
}

/** DER in front of a raw 32-byte ed25519 seed (RFC 8410). */
const ed25519Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** Derives the Solana wallet that a label names under a seed. */
export function solanaWalletOf(seed: string, label: string): SolanaWallet {
  const raw = createHash("sha256").update(`${seed}/solana/${label}`).digest();
  const key = createPrivateKey({ key: Buffer.concat([ed25519Prefix, raw]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
  return {
    address: base58.encode(publicKey),
    sign: (message) => sign(null, Buffer.from(message, "utf8"), key).toString("hex"),
  };
}
