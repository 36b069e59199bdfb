/**
 * One ManageEntity transaction as em_apply takes it: its own members, and what the edge adds to them.
 */
import { cleanJson } from "./json.ts";
import { type SignatureIndex, signaturesOf } from "./signature-spec.ts";
import { recoverSignatures } from "./signatures.ts";
import { nameJson, textJson } from "./text.ts";

/** A ManageEntity transaction in plain values. Strings may be any JavaScript strings. */
export interface ManageEntityFields {
  /** Place in the block, from 0. */
  readonly index: number;
  readonly hash: string;
  /** The type to record; "manage_entity" if absent. */
  readonly type?: string;
  readonly userId: bigint;
  readonly entityType: string;
  readonly entityId: bigint;
  readonly action: string;
  /** The raw text; empty means that there is none. */
  readonly metadata: string;
  /** Address that the node recovered. */
  readonly signer: string;
  readonly signature: string;
  readonly nonce: string;
}

/** One JSON object, whole and without the members that only the raw rows of the etl_* tables need. */
export interface TransactionTexts {
  readonly whole: string;
  readonly withoutRaw: string;
}

/**
 * Writes one ManageEntity transaction as a member of "txs" of block_json. Beside the transaction's own members: "json" (the
 * cleaned metadata) or "json_error" (a JsonErrorCode), "nul", "lone_surrogates" (see json.ts) and "recovered" (see
 * signatures.ts), each only where there is something to say. Metadata that is empty has neither "json" nor "json_error".
 *
 * @param fields the transaction
 * @param signatures which signatures to recover, from signatureIndex()
 * @returns JSON texts that `::jsonb` takes. Without the raw members there is no metadata: its JSON is what is judged
 */
export function transactionTexts(fields: ManageEntityFields, signatures: SignatureIndex): TransactionTexts {
  const judged =
    `{"index":${fields.index},"hash":${nameJson(fields.hash)},"type":${nameJson(fields.type ?? "manage_entity")}` +
    `,"user_id":${fields.userId},"entity_type":${nameJson(fields.entityType)},"entity_id":${fields.entityId}` +
    `,"action":${nameJson(fields.action)},"signer":${nameJson(fields.signer)}${addedMembers(fields, signatures)}`;
  const raw =
    `,"metadata":${textJson(fields.metadata)},"signature":${textJson(fields.signature)}` +
    `,"nonce":${textJson(fields.nonce)}`;
  return { whole: `${judged}${raw}}`, withoutRaw: `${judged}}` };
}

/** The whole text of transactionTexts(). */
export function transactionJson(fields: ManageEntityFields, signatures: SignatureIndex): string {
  return transactionTexts(fields, signatures).whole;
}

function addedMembers(fields: ManageEntityFields, signatures: SignatureIndex): string {
  if (fields.metadata === "") return "";
  const clean = cleanJson(fields.metadata);
  if ("error" in clean) return `,"json_error":"${clean.error}"`;
  const specs = signaturesOf(signatures, fields.entityType, fields.action);
  const recovered = specs && recoverSignatures(specs, fields, clean);
  return (
    `,"json":${clean.json}` +
    (clean.nul === undefined ? "" : `,"nul":${JSON.stringify(clean.nul)}`) +
    (clean.loneSurrogates ? ',"lone_surrogates":true' : "") +
    (recovered === undefined ? "" : `,"recovered":${JSON.stringify(recovered)}`)
  );
}
