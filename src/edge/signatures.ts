/**
 * Signatures inside metadata, recovered before the procedure runs: the one thing about them that SQL cannot do. Whether a
 * recovered address is the right one, and whether the message says what it must, is for the handler's rules.
 */
import { verifyEd25519 } from "./ed25519.ts";
import { recoverAddress } from "./ethereum.ts";
import type { CleanJson } from "./json.ts";
import type { JsonPath, MessageSource, SignatureSpec } from "./signature-spec.ts";
import { hasLoneSurrogate } from "./text.ts";

/** By spec name: the checksum address that an Ethereum signature was made by, or true for an ed25519 signature that fits. */
export type Recovered = Readonly<Record<string, string | true>>;

/** The members of a transaction that a message can name. */
export interface SignedTransactionIds {
  readonly userId: bigint;
  readonly entityId: bigint;
  /** As the transaction carries it, uncleaned. */
  readonly metadata: string;
}

/**
 * Recovers the signatures that a transaction's metadata holds.
 *
 * A message, signature or key that is absent or not a string gives nothing, nor does a signature that does not recover or
 * verify; the rules look at the shapes themselves. (The reference would read a JSON integer of 65 bytes as an Ethereum
 * signature; nobody ever sent one, and we do not.)
 *
 * @param specs those of the transaction's pair
 * @param transaction its ids and raw metadata
 * @param clean what cleanJson made of the metadata
 * @returns undefined if nothing was recovered
 */
export function recoverSignatures(
  specs: readonly SignatureSpec[],
  transaction: SignedTransactionIds,
  clean: CleanJson,
): Recovered | undefined {
  // The raw text, because a message may hold U+0000 or, where the spec refuses them, lone surrogates. JSON.parse rounds
  // numbers, which no spec reads.
  const root: unknown = JSON.parse(transaction.metadata);
  const recovered: Record<string, string | true> = {};
  for (const spec of specs) {
    const dropping = clean.loneSurrogates && spec.loneSurrogates === "dropped";
    const read = dropping ? droppingReader(clean) : (path: JsonPath) => wellFormedAt(root, path);
    const result = recoverOne(spec, transaction, read);
    if (result !== undefined) recovered[spec.name] = result;
  }
  return Object.keys(recovered).length === 0 ? undefined : recovered;
}

type Reader = (path: JsonPath) => string | undefined;

function recoverOne(spec: SignatureSpec, transaction: SignedTransactionIds, read: Reader): string | true | undefined {
  if (spec.when !== undefined && read(spec.when.path) !== spec.when.equals) return undefined;
  const message = messageText(spec.message, transaction, read);
  const signature = read(spec.signature.path);
  if (message === undefined || signature === undefined) return undefined;
  if (spec.scheme === "ethereum") return recoverAddress(message, signature);
  const publicKey = read(spec.publicKey.path);
  return publicKey !== undefined && verifyEd25519(message, signature, publicKey) ? true : undefined;
}

function messageText(source: MessageSource, transaction: SignedTransactionIds, read: Reader): string | undefined {
  if ("path" in source) return read(source.path);
  return source.template
    .replaceAll("{user_id}", String(transaction.userId))
    .replaceAll("{entity_id}", String(transaction.entityId));
}

/** Reads from the cleaned JSON, in which keys have lost their lone surrogates too; what stands for U+0000 is it again. */
function droppingReader(clean: CleanJson): Reader {
  const root: unknown = JSON.parse(clean.json);
  return (path) => {
    const text = wellFormedAt(root, path);
    return clean.nul === undefined ? text : text?.replaceAll(clean.nul, "\0");
  };
}

function wellFormedAt(root: unknown, path: JsonPath): string | undefined {
  let value = root;
  for (const name of path) {
    if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) {
      return undefined;
    }
    value = Reflect.get(value, name);
  }
  return typeof value === "string" && !hasLoneSurrogate(value) ? value : undefined;
}
