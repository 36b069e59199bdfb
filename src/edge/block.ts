/**
 * A block of the chain as em_apply takes it (ARCHITECTURE.md, "A block's way"): one JSON text, put together from strings, so that nothing
 * of what the transactions say is rounded or re-read on the way.
 */
import type {
  Block,
  ManageEntityLegacy,
  ManageEntityLegacyMigration,
  Transaction,
} from "../generated/core/v1/types_pb.ts";
import { judgedMembers, type ManageEntityFields, type ManageEntityType, transactionJson } from "./manage-entity.ts";
import { typedContent, valueJson } from "./other-transactions.ts";
import type { SignatureIndex } from "./signature-spec.ts";
import { cleanName, nameJson } from "./text.ts";
import { timestampText } from "./timestamp.ts";
import { Utf8Writer } from "./utf8-writer.ts";

export { type ManageEntityFields, transactionJson };

/**
 * Writes a block as block_json.
 *
 * @param block as a core node or an NDJSON file gave it
 * @param signatures which signatures to recover, from signatureIndex()
 * @returns JSON text that `::jsonb` takes, whatever the transactions hold
 * @throws Error when the block has no valid time, which no block of a chain lacks
 */
export function blockJson(block: Block, signatures: SignatureIndex): string {
  const transactions = block.transactions.map((transaction, index) => {
    const fields = manageEntityFields(transaction, index);
    return fields === undefined ? otherJson(transaction, index) : transactionJson(fields, signatures);
  });
  return `{${headMembers(block)},"txs":[${transactions.join(",")}]}`;
}

/** A block whose own rows and raw rows the streamer writes, together with those of other blocks: what is left for em_apply. */
export interface BegunBlock {
  /** The members of block_json but for its transactions, without braces. */
  readonly head: string;
  /** The ManageEntity transactions as a JSON list in UTF-8; undefined where there is none. */
  readonly changes: Uint8Array | undefined;
  /** The other transactions that have tables of their own, such as storage proofs, as a JSON list; undefined where there is none. */
  readonly others: string | undefined;
}

/**
 * Writes a block for when its own rows and its raw rows are written apart.
 *
 * @param block as a core node or an NDJSON file gave it
 * @param signatures which signatures to recover, from signatureIndex()
 * @throws Error when the block has no valid time, which no block of a chain lacks
 */
export function begunBlock(block: Block, signatures: SignatureIndex): BegunBlock {
  let changes: Utf8Writer | undefined;
  const others: string[] = [];
  for (const [index, transaction] of block.transactions.entries()) {
    const fields = manageEntityFields(transaction, index);
    if (fields !== undefined) {
      const separator = changes === undefined ? "[" : ",";
      changes ??= new Utf8Writer();
      changes.write(`${separator}{${judgedMembers(fields, signatures)}}`);
    } else if (hasTableOfItsOwn(transaction)) {
      others.push(otherJson(transaction, index));
    }
  }
  changes?.write("]");
  return {
    head: headMembers(block),
    changes: changes?.bytes(),
    others: others.length === 0 ? undefined : `[${others.join(",")}]`,
  };
}

function headMembers(block: Block): string {
  const timestamp = block.timestamp && timestampText(block.timestamp);
  if (timestamp === undefined) {
    throw new Error(`block ${block.height} (${block.hash}) has ${block.timestamp ? "an invalid" : "no"} timestamp`);
  }
  return (
    `"height":${block.height},"hash":${nameJson(block.hash)},"chain_id":${nameJson(block.chainId)}` +
    `,"proposer":${nameJson(block.proposer)},"timestamp":"${timestamp}"`
  );
}

/** Whether a transaction that is no ManageEntity leaves more than raw rows: em.record_other_transactions() says which do. */
function hasTableOfItsOwn({ transaction }: Transaction): boolean {
  switch (transaction?.transaction.case) {
    case "storageProof":
    case "storageProofVerification":
    case "slaRollup":
    case "attestation":
    case "validatorDeregistration":
      return true;
    default:
      return false;
  }
}

function otherJson({ hash, transaction }: Transaction, index: number): string {
  // Absent for a transaction of the second envelope (transactionv2), which the references do not index either.
  const { type, members } = typedContent(transaction?.transaction ?? { case: undefined });
  return valueJson({ index, hash: cleanName(hash), type, ...members });
}

/** A ManageEntity transaction, live or migrated, in plain values; undefined for any other. */
function manageEntityFields({ hash, transaction }: Transaction, index: number): ManageEntityFields | undefined {
  const payload = transaction?.transaction;
  switch (payload?.case) {
    case "manageEntity":
      return fieldsOf(payload.value, { type: "manage_entity", hash, index });
    case "manageEntityMigration":
      return fieldsOf(payload.value, { type: "manage_entity_migration", hash, index });
    default:
      return undefined;
  }
}

function fieldsOf(
  message: ManageEntityLegacy | ManageEntityLegacyMigration,
  place: { type: ManageEntityType; hash: string; index: number },
): ManageEntityFields {
  const { userId, entityType, entityId, action, metadata, signature, signer, nonce } = message;
  return { ...place, userId, entityType, entityId, action, metadata, signature, signer, nonce };
}
