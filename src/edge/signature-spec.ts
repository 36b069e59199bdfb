/**
 * What a signature inside a transaction's metadata is, as plain data. Handler specs name their signatures; codegen writes
 * them to src/generated/signatures.ts; the edge recovers them before the procedure runs.
 */

import { isDeepStrictEqual } from "node:util";

/** Member names from the root of the metadata's JSON to a value. Arrays are not walked into. */
export type JsonPath = readonly string[];

/** Where the signed message is: a string in the metadata, or a text made from the transaction's own ids. */
export type MessageSource =
  | { readonly path: JsonPath }
  /** `{user_id}` and `{entity_id}` are replaced by the transaction's. */
  | { readonly template: string };

interface SpecBase {
  /** The pair whose transactions carry it. */
  readonly entityType: string;
  readonly action: string;
  /**
   * The member of "recovered" that takes the result, unique for the pair unless `when` tells the specs apart. Editions that read one
   * signature alike share its spec; where they read it differently, each has a name of its own.
   */
  readonly name: string;
  readonly message: MessageSource;
  readonly signature: { readonly path: JsonPath };
  /** Only when the metadata holds this string at this place. */
  readonly when?: { readonly path: JsonPath; readonly equals: string };
  /**
   * Where the paths begin. "top" (if absent): at the root of the metadata. "envelope": at the object under `data` where there is one, else
   * at the root, as edition 2026 has it.
   */
  readonly from?: "top" | "envelope";
  /**
   * What a lone surrogate in the strings above means. "refused" (if absent): there is nothing to recover, because the
   * reference reads this metadata as it came and cannot encode such a string. "dropped": it is removed first, as the Python reference
   * does with enveloped metadata. "replaced": it is U+FFFD, as in edition 2026, which reads no metadata with NaN or the like either.
   */
  readonly loneSurrogates?: "refused" | "dropped" | "replaced";
}

/** An Ethereum personal_sign signature (EIP-191), from which the signer's address is recovered. */
export interface EthereumSignatureSpec extends SpecBase {
  readonly scheme: "ethereum";
}

/** How the bytes of an ed25519 signature are spelt. */
export type SignatureEncoding = "hexadecimal" | "base64 or base58";

/** An ed25519 signature, checked against a public key that the metadata names in base58 (a Solana address). */
export interface Ed25519SignatureSpec extends SpecBase {
  readonly scheme: "ed25519";
  /** "hexadecimal" if absent, and whitespace after the key is ignored then. */
  readonly encoding?: SignatureEncoding;
  readonly publicKey: { readonly path: JsonPath };
}

/** One signature that the edge recovers or checks. */
export type SignatureSpec = EthereumSignatureSpec | Ed25519SignatureSpec;

/** Specs by the pair that they belong to. */
export type SignatureIndex = ReadonlyMap<string, readonly SignatureSpec[]>;

const placeholders = /\{([^}]*)\}/g;

/**
 * Sorts specs by (entity type, action), once, so that a transaction finds its own by one look-up. The union of all editions: a spec that
 * several of them name is kept once.
 *
 * @param specs all signatures that the handlers name
 * @throws Error when a template holds a placeholder other than {user_id} and {entity_id}, or two specs of a pair differ in what they
 *   read but share a name
 */
export function signatureIndex(specs: readonly SignatureSpec[]): SignatureIndex {
  const index = new Map<string, SignatureSpec[]>();
  for (const spec of specs) {
    checkTemplate(spec);
    const key = pairKey(spec.entityType, spec.action);
    const sharing = index.get(key) ?? [];
    if (sharing.some((other) => isDeepStrictEqual(other, spec))) {
      continue;
    }
    checkName(spec, sharing);
    index.set(key, [...sharing, spec]);
  }
  return index;
}

/**
 * The specs of one pair.
 *
 * @returns undefined for nearly every transaction
 */
export function signaturesOf(
  index: SignatureIndex,
  entityType: string,
  action: string,
): readonly SignatureSpec[] | undefined {
  return index.get(pairKey(entityType, action));
}

function pairKey(entityType: string, action: string): string {
  return `${entityType}\n${action}`;
}

/** Only `when` may tell specs of one name apart: of two that both apply, one would overwrite what the other recovered. */
function checkName(spec: SignatureSpec, others: readonly SignatureSpec[]): void {
  const clash = others.find(
    ({ name, when }) =>
      name === spec.name && (when === undefined || spec.when === undefined || isDeepStrictEqual(when, spec.when)),
  );
  if (clash !== undefined) {
    throw new Error(`${spec.entityType} ${spec.action} has two signatures named ${spec.name} that both apply`);
  }
}

function checkTemplate(spec: SignatureSpec): void {
  if (!("template" in spec.message)) {
    return;
  }
  for (const [placeholder, name] of spec.message.template.matchAll(placeholders)) {
    if (name === "user_id" || name === "entity_id") {
      continue;
    }
    throw new Error(
      `signature ${spec.name} of ${spec.entityType} ${spec.action}: its template knows {user_id} and {entity_id}, not ${placeholder}`,
    );
  }
}
