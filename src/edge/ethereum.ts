/**
 * The address behind an Ethereum signature, as the reference finds it: eth_account's _recover_hash over
 * defunct_hash_message(text=message), with eth_keys' native back-end (web3 6.20.2, hexbytes 0.3.1).
 */
import { keccak_256 } from "@noble/hashes/sha3.js";
import secp256k1 from "secp256k1";
import { bytesFromHex } from "./hex.ts";

const signatureLength = 65;

/** "0x", the digits of r, s and v. Nothing longer can be a signature, so nothing longer is decoded. */
const longestSignature = 2 + 2 * signatureLength;

/**
 * Recovers who signed a message with personal_sign (EIP-191).
 *
 * @param message the text that was signed, without lone surrogates
 * @param signature 65 bytes r, s, v in hexadecimal, with or without 0x or 0X, in either case; a missing leading zero digit is
 *   supplied. v is 0, 1, 27, 28 or, as after EIP-155, 35 and more. A high s is as good as a low one.
 * @returns the address with its EIP-55 checksum, undefined if there is none to recover
 */
export function recoverAddress(message: string, signature: string): string | undefined {
  const bytes = signatureBytes(signature);
  if (bytes === undefined || bytes.length !== signatureLength) {
    return undefined;
  }
  const parity = parityOf(bytes[signatureLength - 1]);
  if (parity === undefined) {
    return undefined;
  }
  const publicKey = recoverPublicKey(bytes.subarray(0, 64), parity, personalMessageHash(message));
  // The first byte only says that the key is not compressed.
  return publicKey && checksumAddress(keccak_256(publicKey.subarray(1)).subarray(12));
}

function signatureBytes(signature: string): Uint8Array | undefined {
  if (signature.length > longestSignature) {
    return undefined;
  }
  const digits = signature.startsWith("0x") || signature.startsWith("0X") ? signature.slice(2) : signature;
  return bytesFromHex(digits.length % 2 === 0 ? digits : `0${digits}`);
}

/** Which of the two points with this r is meant. */
function parityOf(v: number | undefined): 0 | 1 | undefined {
  if (v === 0 || v === 27) {
    return 0;
  }
  if (v === 1 || v === 28) {
    return 1;
  }
  if (v === undefined || v < 35) {
    return undefined;
  }
  return (v - 35) % 2 === 0 ? 0 : 1;
}

/** The hash that personal_sign signs: length in bytes of UTF-8, in decimal. */
function personalMessageHash(message: string): Uint8Array {
  const text = Buffer.from(message, "utf8");
  return keccak_256(Buffer.concat([Buffer.from(`\x19Ethereum Signed Message:\n${text.length}`, "utf8"), text]));
}

function recoverPublicKey(signature: Uint8Array, parity: 0 | 1, hash: Uint8Array): Uint8Array | undefined {
  try {
    return secp256k1.ecdsaRecover(signature, parity, hash, false);
  } catch (error) {
    // The library has no other way to say it: r or s is 0 or beyond the group's order, or r is on no point of the curve.
    if (
      error instanceof Error &&
      /^(Signature could not be parsed|Public key could not be recover)/.test(error.message)
    ) {
      return undefined;
    }
    throw error;
  }
}

/** EIP-55: a letter is a capital where the hash of the lower-case digits has a digit of 8 or more. */
function checksumAddress(address: Uint8Array): string {
  const digits = Buffer.from(address).toString("hex");
  const hash = Buffer.from(keccak_256(Buffer.from(digits, "ascii"))).toString("hex");
  let checksummed = "0x";
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charAt(index);
    checksummed += hash.charCodeAt(index) >= 0x38 ? digit.toUpperCase() : digit;
  }
  return checksummed;
}
