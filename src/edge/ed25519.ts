/**
 * Ed25519 as the reference checks it: PyNaCl 1.4.0, that is libsodium 1.0.18, whose rules are stricter than those of OpenSSL
 * behind node:crypto about keys and nonces that are not proper points. Both refuse an S beyond the group's order.
 */
import { createPublicKey, verify } from "node:crypto";
import { base58 } from "@scure/base";
import { bytesFromHex } from "./hex.ts";
import type { SignatureEncoding } from "./signature-spec.ts";

const keyLength = 32;
const signatureLength = 64;

/** 45 base58 digits are never 32 bytes; decoding takes quadratic time, so longer texts are not even tried. */
const longestKey = 44;

/** 64 bytes are never more than 88 base58 digits; decoding takes quadratic time. */
const longestSignature = 88;

/** 64 bytes in base64; the signs that pad it are not of base58. */
const base64 = /^[A-Za-z0-9+/]{86}==$/;

/** What Python's bytes.rstrip() removes. */
const whitespace = " \t\n\r\v\f";

const base58Digits = /^[1-9A-HJ-NP-Za-km-z]*$/;

/**
 * The y coordinates, without the sign bit, of the points whose order divides 8, in every spelling that has 255 bits: a key
 * or nonce on one of them makes a signature that fits many messages. libsodium refuses these seven.
 */
const smallOrder = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]);

/**
 * Checks a signature against a Solana address.
 *
 * @param message the text that was signed, without lone surrogates
 * @param signature 64 bytes: in hexadecimal in either case, without prefix, or in base64 or base58
 * @param publicKey 32 bytes in base58; beside a signature in hexadecimal, whitespace after them is ignored
 * @returns true only for a valid signature; anything malformed is false
 */
export function verifyEd25519(
  message: string,
  signature: string,
  publicKey: string,
  encoding: SignatureEncoding = "hexadecimal",
): boolean {
  const inHex = encoding === "hexadecimal";
  const signatureBytes = inHex ? bytesOfHexSignature(signature) : bytesOfSignature(signature);
  const key = keyBytes(inHex ? withoutTrailingWhitespace(publicKey) : publicKey);
  if (signatureBytes === undefined || key === undefined) {
    return false;
  }
  if (isSmallOrder(signatureBytes.subarray(0, keyLength)) || !isCanonical(key) || isSmallOrder(key)) {
    return false;
  }
  const jwk = { kty: "OKP", crv: "Ed25519", x: Buffer.from(key).toString("base64url") };
  return verify(null, Buffer.from(message, "utf8"), createPublicKey({ key: jwk, format: "jwk" }), signatureBytes);
}

function bytesOfHexSignature(signature: string): Uint8Array | undefined {
  return signature.length === 2 * signatureLength ? bytesFromHex(signature) : undefined;
}

function bytesOfSignature(signature: string): Uint8Array | undefined {
  if (base64.test(signature)) {
    return Buffer.from(signature, "base64");
  }
  if (signature.length > longestSignature || !base58Digits.test(signature)) {
    return undefined;
  }
  const bytes = base58.decode(signature);
  return bytes.length === signatureLength ? bytes : undefined;
}

function withoutTrailingWhitespace(text: string): string {
  let end = text.length;
  while (end > 0 && whitespace.includes(text.charAt(end - 1))) {
    end--;
  }
  return text.slice(0, end);
}

function keyBytes(text: string): Uint8Array | undefined {
  if (text.length > longestKey || !base58Digits.test(text)) {
    return undefined;
  }
  const bytes = base58.decode(text);
  return bytes.length === keyLength ? bytes : undefined;
}

/** Whether y is below 2^255 - 19, whatever the sign bit. */
function isCanonical(point: Uint8Array): boolean {
  if (((point[31] ?? 0) & 0x7f) !== 0x7f) {
    return true;
  }
  for (let index = 30; index > 0; index--) {
    if (point[index] !== 0xff) {
      return true;
    }
  }
  return (point[0] ?? 0) < 0xed;
}

function isSmallOrder(point: Uint8Array): boolean {
  const y = Buffer.from(point);
  y[31] = (y[31] ?? 0) & 0x7f;
  return smallOrder.has(y.toString("hex"));
}
