/**
 * What a signature inside a transaction's metadata is, as plain data. Handler specs name their signatures; codegen writes
 * them to src/generated/signatures.ts; the edge recovers them before the procedure runs.
 */

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
  /** The member of "recovered" that takes the result, unique for the pair unless `when` tells the specs apart. */
  readonly name: string;
  readonly message: MessageSource;
  readonly signature: { readonly path: JsonPath };
  /** Only when the metadata holds this string at this place. */
  readonly when?: { readonly path: JsonPath; readonly equals: string };
  /**
   * What a lone surrogate in the strings above means. "refused" (if absent): there is nothing to recover, because the
   * reference reads this metadata as it came and cannot encode such a string. "dropped": it is removed first, as the reference does with enveloped metadata.
   */
  readonly loneSurrogates?: "refused" | "dropped";
}

/** An Ethereum personal_sign signature (EIP-191), from which the signer's address is recovered. */
export interface EthereumSignatureSpec extends SpecBase {
  readonly scheme: "ethereum";
}

/** An ed25519 signature, checked against a public key that the metadata names in base58 (a Solana address). */
export interface Ed25519SignatureSpec extends SpecBase {
  readonly scheme: "ed25519";
  readonly publicKey: { readonly path: JsonPath };
}

/** One signature that the edge recovers or checks. */
export type SignatureSpec = EthereumSignatureSpec | Ed25519SignatureSpec;

/** Specs by the pair that they belong to. */
export type SignatureIndex = ReadonlyMap<string, readonly SignatureSpec[]>;

const PLACEHOLDER = /\{([^}]*)\}/g;

/**
 * Sorts specs by (entity type, action), once, so that a transaction finds its own by one look-up.
 *
 * @param specs all signatures that the handlers name
 * @throws Error when a template holds a placeholder other than {user_id} and {entity_id}
 */
export function signatureIndex(specs: readonly SignatureSpec[]): SignatureIndex {
  const index = new Map<string, SignatureSpec[]>();
  for (const spec of specs) {
    checkTemplate(spec);
    const key = pairKey(spec.entityType, spec.action);
    const sharing = index.get(key);
    if (sharing === undefined) index.set(key, [spec]);
    else sharing.push(spec);
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

function checkTemplate(spec: SignatureSpec): void {
  if (!("template" in spec.message)) return;
  for (const [placeholder, name] of spec.message.template.matchAll(PLACEHOLDER)) {
    if (name === "user_id" || name === "entity_id") continue;
    throw new Error(
      `signature ${spec.name} of ${spec.entityType} ${spec.action}: its template knows {user_id} and {entity_id}, not ${placeholder}`,
    );
  }
}
