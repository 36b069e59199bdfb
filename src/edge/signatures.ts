/**
 * Signatures inside metadata, recovered before the procedure runs: the one thing about them that SQL cannot do. Whether a
 * recovered address is the right one, and whether the message says what it must, is for the handler's rules.
 */
import { verifyEd25519 } from "./ed25519.ts";
import { recoverAddress } from "./ethereum.ts";
import type { Metadata } from "./json.ts";
import type { JsonPath, MessageSource, SignatureSpec } from "./signature-spec.ts";
import { hasLoneSurrogate } from "./text.ts";

/** By spec name: the checksum address that an Ethereum signature was made by, or true for an ed25519 signature that fits. */
export type Recovered = Readonly<Record<string, string | true>>;

/** The members of a transaction that a message can name. */
export interface SignedTransactionIds {
  readonly userId: bigint;
  readonly entityId: bigint;
}

/**
 * Recovers the signatures that a transaction's metadata holds.
 *
 * A message, signature or key that is absent or not a string gives nothing, nor does a signature that does not recover or
 * verify; the rules look at the shapes themselves. (The reference would read a JSON integer of 65 bytes as an Ethereum
 * signature; nobody ever sent one, and we do not.)
 *
 * @param specs those of the transaction's pair
 * @param transaction its ids
 * @param metadata what readMetadata made of its metadata
 * @returns undefined if nothing was recovered
 */
export function recoverSignatures(
  specs: readonly SignatureSpec[],
  transaction: SignedTransactionIds,
  metadata: Metadata,
): Recovered | undefined {
  const recovered: Record<string, string | true> = {};
  for (const spec of specs) {
    const root = rootFor(spec, metadata);
    const start = spec.from === "envelope" ? enveloped(root) : root;
    const result = recoverOne(spec, transaction, (path) => stringAt(start, path, metadata.nul));
    if (result !== undefined) {
      recovered[spec.name] = result;
    }
  }
  return Object.keys(recovered).length === 0 ? undefined : recovered;
}

type Reader = (path: JsonPath) => string | undefined;

/**
 * The metadata as a value, in the reading that the spec asks for; undefined where there is none. JSON.parse rounds numbers, which no spec
 * reads.
 */
function rootFor(spec: SignatureSpec, metadata: Metadata): unknown {
  const { json, json2025 = json, raw } = metadata;
  const text = spec.loneSurrogates === "replaced" ? json : spec.loneSurrogates === "dropped" ? json2025 : raw;
  return text === undefined ? undefined : JSON.parse(text);
}

/** The object under `data`, else the whole. */
function enveloped(root: unknown): unknown {
  if (typeof root !== "object" || root === null || Array.isArray(root)) {
    return root;
  }
  const data: unknown = Object.hasOwn(root, "data") ? Reflect.get(root, "data") : undefined;
  return typeof data === "object" && data !== null && !Array.isArray(data) ? data : root;
}

function recoverOne(spec: SignatureSpec, transaction: SignedTransactionIds, read: Reader): string | true | undefined {
  if (spec.when !== undefined && read(spec.when.path) !== spec.when.equals) {
    return undefined;
  }
  const message = messageText(spec.message, transaction, read);
  const signature = read(spec.signature.path);
  if (message === undefined || signature === undefined) {
    return undefined;
  }
  if (spec.scheme === "ethereum") {
    return recoverAddress(message, signature);
  }
  const publicKey = read(spec.publicKey.path);
  return publicKey !== undefined && verifyEd25519(message, signature, publicKey, spec.encoding) ? true : undefined;
}

function messageText(source: MessageSource, transaction: SignedTransactionIds, read: Reader): string | undefined {
  if ("path" in source) {
    return read(source.path);
  }
  return source.template
    .replaceAll("{user_id}", String(transaction.userId))
    .replaceAll("{entity_id}", String(transaction.entityId));
}

/** A string of the metadata, with U+0000 again where a stand-in was; undefined where there is none, or it has no UTF-8. */
function stringAt(root: unknown, path: JsonPath, nul: string | undefined): string | undefined {
  let value = root;
  for (const name of path) {
    if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) {
      return undefined;
    }
    value = Reflect.get(value, name);
  }
  if (typeof value !== "string" || hasLoneSurrogate(value)) {
    return undefined;
  }
  return nul === undefined ? value : value.replaceAll(nul, "\0");
}
