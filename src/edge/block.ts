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
import {
  type ManageEntityFields,
  type ManageEntityType,
  type TransactionTexts,
  transactionJson,
  transactionTexts,
} from "./manage-entity.ts";
import { typedContent, valueJson } from "./other-transactions.ts";
import type { SignatureIndex } from "./signature-spec.ts";
import { cleanName, nameJson } from "./text.ts";
import { timestampText } from "./timestamp.ts";

export { type ManageEntityFields, transactionJson };

/** A block as em_apply takes it. */
export interface BlockTexts {
  /** block_json. */
  readonly whole: string;
  /** The same for a block whose raw rows are copied: it says so, and leaves out what only those rows need. */
  readonly withoutRaw: string;
}

/**
 * Writes a block as block_json.
 *
 * @param block as a core node or an NDJSON file gave it
 * @param signatures which signatures to recover, from signatureIndex()
 * @returns JSON texts that `::jsonb` takes, whatever the transactions hold
 * @throws Error when the block has no valid time, which no block of a chain lacks
 */
export function blockTexts(block: Block, signatures: SignatureIndex): BlockTexts {
  const timestamp = block.timestamp && timestampText(block.timestamp);
  if (timestamp === undefined) {
    throw new Error(`block ${block.height} (${block.hash}) has ${block.timestamp ? "an invalid" : "no"} timestamp`);
  }
  const transactions = block.transactions.map((transaction, index) =>
    anyTransactionTexts(transaction, index, signatures),
  );
  const head =
    `{"height":${block.height},"hash":${nameJson(block.hash)},"chain_id":${nameJson(block.chainId)}` +
    `,"proposer":${nameJson(block.proposer)},"timestamp":"${timestamp}"`;
  const whole = transactions.map((texts) => texts.whole).join(",");
  const withoutRaw = transactions.map((texts) => texts.withoutRaw).join(",");
  return { whole: `${head},"txs":[${whole}]}`, withoutRaw: `${head},"raw_rows":"copied","txs":[${withoutRaw}]}` };
}

/** The whole text of blockTexts(). */
export function blockJson(block: Block, signatures: SignatureIndex): string {
  return blockTexts(block, signatures).whole;
}

function anyTransactionTexts(transaction: Transaction, index: number, signatures: SignatureIndex): TransactionTexts {
  // Absent for a transaction of the second envelope (transactionv2), which the references do not index either.
  const payload = transaction.transaction?.transaction ?? { case: undefined };
  if (payload.case === "manageEntity" || payload.case === "manageEntityMigration") {
    const type = payload.case === "manageEntity" ? "manage_entity" : "manage_entity_migration";
    return transactionTexts(manageEntityFields(payload.value, { type, hash: transaction.hash, index }), signatures);
  }
  const { type, members } = typedContent(payload);
  const head = { index, hash: cleanName(transaction.hash), type };
  const whole = valueJson({ ...head, ...members });
  return { whole, withoutRaw: payload.case === "plays" ? valueJson(head) : whole };
}

function manageEntityFields(
  message: ManageEntityLegacy | ManageEntityLegacyMigration,
  place: { type: ManageEntityType; hash: string; index: number },
): ManageEntityFields {
  const { userId, entityType, entityId, action, metadata, signature, signer, nonce } = message;
  return { ...place, userId, entityType, entityId, action, metadata, signature, signer, nonce };
}
