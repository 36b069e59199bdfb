import type { Expression, ExpressionNode } from "./expression.ts";
import { memberOf, textMemberOf } from "./metadata.ts";
import { eq, isTrue, jsonLiteral } from "./operators.ts";
import { transaction } from "./transaction.ts";

/** Member names from the root of the metadata's JSON to a value. */
type JsonPath = readonly string[];

/** How the bytes of an ed25519 signature are spelt. */
type SignatureEncoding = "hexadecimal" | "base64 or base58";

/** What both kinds of signature have in common. */
interface Signed {
  /** Under this name the edge hands over what it found; unique for the handler unless `when` tells the signatures apart. */
  readonly name: string;
  /** What was signed: a string of the metadata, or a text made of the transaction's own ids. */
  readonly message: { readonly path: JsonPath } | { readonly template: string };
  /** Only when the metadata holds this string at this place. */
  readonly when?: { readonly path: JsonPath; readonly equals: string };
  /**
   * What a lone surrogate in these strings means: "refused" (when left out) leaves nothing to recover, "dropped" removes it first.
   */
  readonly loneSurrogates?: "refused" | "dropped";
}

/** A signature in the metadata, as a handler needs it: all but the pair that it belongs to, which is the handler's. */
interface NeededSignature extends Signed {
  /** Where the signature is: member names from the root of the metadata's JSON; in metadata of either form, from its members. */
  readonly signature: JsonPath;
}

interface Declared extends Signed {
  readonly signature: { readonly path: JsonPath };
}

/** A signature as declared: what the edge is to recover or check, without the pair. */
export type DeclaredSignature =
  | (Declared & { readonly scheme: "ethereum" })
  | (Declared & {
      readonly scheme: "ed25519";
      readonly encoding?: SignatureEncoding;
      readonly publicKey: { readonly path: JsonPath };
    });

const declared = new WeakMap<ExpressionNode, DeclaredSignature>();

/** The signature for which an expression's node stands, if it stands for one; codegen collects them for the edge. */
export function signatureOf(node: ExpressionNode): DeclaredSignature | undefined {
  return declared.get(node);
}

/**
 * The address, in EIP-55 checksum case, that made an Ethereum personal_sign signature in the metadata. The edge recovers it
 * before the procedure runs; NULL where there is no signature or it does not recover.
 */
export function recoveredAddress(needed: NeededSignature): Expression<string | null> {
  const address = textMemberOf(transaction.recovered, needed.name);
  declared.set(address.node, { scheme: "ethereum", ...needed, signature: { path: needed.signature } });
  return address;
}

/**
 * An ed25519 signature in the metadata fits the message and the public key that the metadata names in base58 (a Solana
 * address). The edge checks it before the procedure runs; true or false, never unknown.
 */
export function isSignedByKey(
  needed: NeededSignature & { readonly publicKey: JsonPath; readonly encoding?: SignatureEncoding },
): Expression<boolean> {
  const fits = memberOf(transaction.recovered, needed.name);
  declared.set(fits.node, {
    scheme: "ed25519",
    ...needed,
    signature: { path: needed.signature },
    publicKey: { path: needed.publicKey },
  });
  return isTrue(eq(fits, jsonLiteral(true)));
}
