/**
 * One ManageEntity transaction as em_apply takes it: its own members, and what the edge adds to them.
 */
import { readMetadata } from "./json.ts";
import { type SignatureIndex, signaturesOf } from "./signature-spec.ts";
import { recoverSignatures } from "./signatures.ts";
import { nameJson, textJson } from "./text.ts";

/**
 * The kinds of transaction that ask for an action on an entity: a live one, and one of the genesis range, which carries over a row of
 * the first chain.
 */
export type ManageEntityType = "manage_entity" | "manage_entity_migration";

/** A ManageEntity transaction in plain values. Strings may be any JavaScript strings. */
export interface ManageEntityFields {
  /** Place in the block, from 0. */
  readonly index: number;
  readonly hash: string;
  /** "manage_entity" if absent. */
  readonly type?: ManageEntityType;
  readonly userId: bigint;
  readonly entityType: string;
  readonly entityId: bigint;
  readonly action: string;
  /** The raw text; empty means that there is none. */
  readonly metadata: string;
  /** Address that the node recovered; of a migration transaction, the field as it was sent. */
  readonly signer: string;
  readonly signature: string;
  readonly nonce: string;
}

/**
 * Writes one ManageEntity transaction as a member of "txs" of block_json. Beside the transaction's own members, each only where there
 * is something to say:
 *
 * - "json" or "json_error": the metadata as edition 2026 and genesis read it, or why it is not JSON to them (a JsonErrorCode);
 * - "json_2025": the same for edition 2025, only where it is another text, or where 2026 reads none. Without it, "json" and
 *   "json_error" hold for 2025 too;
 * - "nul": the character that stands for U+0000 in both;
 * - "lone_surrogates": true where there were some (see json.ts);
 * - "recovered": what signatures in the metadata gave (see signatures.ts).
 *
 * Metadata that is empty has none of them.
 *
 * @param fields the transaction
 * @param signatures which signatures to recover, from signatureIndex()
 * @returns JSON text that `::jsonb` takes
 */
export function transactionJson(fields: ManageEntityFields, signatures: SignatureIndex): string {
  return `{${judgedMembers(fields, signatures)},${rawMembers(fields)}}`;
}

/** Of transactionJson(), the members that only the raw rows of the etl_* tables need: the metadata too, since its JSON is what is judged. */
function rawMembers({ metadata, signature, nonce }: ManageEntityFields): string {
  return `"metadata":${textJson(metadata)},"signature":${textJson(signature)},"nonce":${textJson(nonce)}`;
}

/** Of transactionJson(), the members that handlers judge. */
export function judgedMembers(fields: ManageEntityFields, signatures: SignatureIndex): string {
  return (
    `"index":${fields.index},"hash":${nameJson(fields.hash)},"type":${nameJson(fields.type ?? "manage_entity")}` +
    `,"user_id":${fields.userId},"entity_type":${nameJson(fields.entityType)},"entity_id":${fields.entityId}` +
    `,"action":${nameJson(fields.action)},"signer":${nameJson(fields.signer)}${addedMembers(fields, signatures)}`
  );
}

function addedMembers(fields: ManageEntityFields, signatures: SignatureIndex): string {
  if (fields.metadata === "") {
    return "";
  }
  const metadata = readMetadata(fields.metadata);
  const specs = signaturesOf(signatures, fields.entityType, fields.action);
  const recovered = specs && recoverSignatures(specs, fields, metadata);
  return (
    (metadata.json === undefined ? `,"json_error":"${metadata.error}"` : `,"json":${metadata.json}`) +
    (metadata.json2025 === undefined ? "" : `,"json_2025":${metadata.json2025}`) +
    (metadata.nul === undefined ? "" : `,"nul":${JSON.stringify(metadata.nul)}`) +
    (metadata.loneSurrogates ? ',"lone_surrogates":true' : "") +
    (recovered === undefined ? "" : `,"recovered":${JSON.stringify(recovered)}`)
  );
}
